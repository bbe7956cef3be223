import { capital, columnsOf, lines, parts, taken } from './column';

const paths = lines(`
  /home/ada/reports/summary.pdf
  /var/log/nginx/access.log
  /usr/share/doc/readme.txt
  /srv/data/2021/sales.csv
  /home/grace/photos/beach.jpeg
  /etc/hosts.conf
  /opt/app/bin/start.sh
  /home/alan/notes.md
  /mnt/backup/weekly/db.sql
  /tmp/build/output/main.js
  /home/tony/music/song.mp3
  /var/www/html/index.html
  /home/ada/archive/old/letters.docx`);
const windows = paths.map((path) => `C:${path.replaceAll('/', '\\')}`);
const addresses = lines(`
  https://www.example.com/products/blue-shirt?id=42&ref=mail
  https://www.sample.org/blog/hello-world?id=7&ref=feed
  https://www.test-site.net/shop/garden-chair?id=1205&ref=mail
  https://www.demo.io/news/spring-sale-starts?id=33&ref=ad
  https://www.example.de/artikel/rotes-fahrrad?id=918&ref=feed
  https://www.fabrikam.com/jobs/senior-engineer?id=5&ref=mail
  https://www.contoso.co.uk/docs/getting-started?id=600&ref=ad
  https://www.initech.com/team/about-us?id=81&ref=mail
  https://www.umbrella.org/research/first-results?id=2024&ref=feed
  https://www.acme.net/offers/road-runner-trap?id=13&ref=ad
  https://www.globex.com/press/new-office?id=77&ref=mail`);
const titles = lines(`
  Hello World
  Getting Started
  A Short Tale
  Red Green Blue
  The Long Way Home
  Release Notes
  How To Cook Rice
  Winter
  Early Morning Train
  Two Cities
  My Old Blue Car
  Contact Us`);
const slugs = titles.map((title) => title.toLowerCase().replaceAll(' ', '-'));
const mails = lines(`
  ada@example.com
  grace.hopper@navy.example.org
  turing@bletchley.example.net
  b.liskov@mit.example.edu
  info@dijkstra.example.nl
  frances@ibm.example.com
  t.hoare@example.co.uk
  knuth@stanford.example.edu
  margaret@apollo.example.org
  wirth@example.ch
  radia.perlman@sun.example.com`);
const branches = lines(`
  feature/ABC-123-add-login
  bugfix/ABC-77-wrong-total
  feature/XY-4-new-menu
  hotfix/OPS-1001-restart
  feature/ABC-250-dark-mode
  bugfix/WEB-9-broken-link
  chore/OPS-318-update-images
  feature/WEB-64-search
  hotfix/XY-12-crash-on-start
  chore/ABC-5-clean-up`);
const streets = lines(`
  Elm Street 12, 10115 Berlin
  Oak Avenue 7, 80331 Munich
  Mill Lane 101, 20095 Hamburg
  Hill Road 3, 50667 Cologne
  Long Acre 44, 01067 Dresden
  High Street 250, 70173 Stuttgart
  Park Row 18, 04109 Leipzig
  Station Road 9, 28195 Bremen
  Church Walk 66, 90402 Nuremberg
  Bridge Street 5, 99084 Erfurt`);
const phones = lines(`
  (555) 123-4567
  (212) 555-0199
  (415) 987-6543
  (310) 222-1010
  (646) 800-7777
  (702) 345-9081
  (303) 111-2233
  (808) 909-4040
  (917) 654-0011
  (206) 321-8899
  (512) 470-1525`);
const digits = phones.map((phone) => phone.replace(/\D/g, ''));

/** Columns of paths, URLs, mail addresses, postal addresses and telephone numbers. */
export const places = columnsOf({
  'paths-file': [paths, (path) => parts(path, '/')(-1)],
  'paths-ending': [paths, (path) => parts(path, '.')(-1)],
  'paths-stem': [paths, (path) => parts(parts(path, '/')(-1), '.')(0)],
  'paths-folder': [paths, (path) => path.replace(/\/[^/]*$/, '')],
  'paths-file-of-windows': [windows, (path) => parts(path, '\\')(-1)],
  'paths-other-ending': [paths, (path) => path.replace(/\.\w+$/, '.bak')],
  'paths-forward': [windows, (path) => path.slice(2).replaceAll('\\', '/')],
  'paths-parent': [paths, (path) => parts(path, '/')(-2)],
  'urls-host': [addresses, (url) => taken(url, /\/\/([^/]+)/)],
  'urls-domain': [addresses, (url) => taken(url, /www\.([^/]+)/)],
  'urls-last-part': [addresses, (url) => taken(url, /([^/]+)\?/)],
  'urls-path': [addresses, (url) => taken(url, /[a-z](\/[^?]*)\?/)],
  'urls-id': [addresses, (url) => taken(url, /id=(\d+)/)],
  'urls-without-query': [addresses, (url) => parts(url, '?')(0)],
  'urls-title': [
    addresses,
    (url) =>
      taken(url, /([^/]+)\?/)
        .split('-')
        .map(capital)
        .join(' '),
  ],
  'slugs-of-titles': [titles, (title) => title.toLowerCase().replaceAll(' ', '-')],
  'slugs-to-titles': [slugs, (slug) => slug.split('-').map(capital).join(' ')],
  'slugs-to-sentences': [slugs, (slug) => capital(slug.replaceAll('-', ' '))],
  'slugs-to-constants': [slugs, (slug) => slug.replaceAll('-', '_').toUpperCase()],
  'mails-domain': [mails, (mail) => parts(mail, '@')(1)],
  'mails-user': [mails, (mail) => parts(mail, '@')(0)],
  'mails-masked': [mails, (mail) => mail.replace(/^(.).*@/, '$1***@')],
  'mails-in-angles': [
    mails.map((mail, index) => `${titles[index] ?? 'Nobody'} <${mail}>`),
    (text) => taken(text, /<(.*)>/),
  ],
  'branches-ticket': [branches, (branch) => taken(branch, /([A-Z]+-\d+)/)],
  'branches-kind-and-ticket': [branches, (branch) => branch.replace(/^(\w+)\/([A-Z]+-\d+).*/, '[$2] $1')],
  'addresses-town': [streets, (street) => parts(street, ' ')(-1)],
  'addresses-code': [streets, (street) => taken(street, /, (\d+)/)],
  'addresses-street': [streets, (street) => parts(street, ', ')(0)],
  'addresses-number-first': [streets, (street) => street.replace(/^(.*) (\d+), .*/, '$2 $1')],
  'phones-dashed': [phones, (phone) => phone.replace(/\((\d+)\) (\d+)-(\d+)/, '$1-$2-$3')],
  'phones-of-digits': [digits, (phone) => phone.replace(/(\d{3})(\d{3})(\d{4})/, '($1) $2-$3')],
  'phones-to-digits': [phones, (phone) => phone.replace(/\D/g, '')],
  'phones-international': [phones, (phone) => phone.replace(/\((\d+)\) (\d+)-(\d+)/, '+1 $1 $2 $3')],
  'phones-area': [phones, (phone) => phone.slice(1, 4)],
  'phones-last-four': [
    phones.map((phone) => phone.replace(/\((\d+)\) (\d+)-(\d+)/, '$1.$2.$3')),
    (phone) => phone.slice(-4),
  ],
  'phones-two-forms': [
    phones.map((phone, index) => (index % 2 === 0 ? phone : phone.replace(/\((\d+)\) (\d+)-(\d+)/, '$1.$2.$3'))),
    (phone) => phone.replace(/\D/g, '').replace(/(\d{3})(\d{3})(\d{4})/, '$1-$2-$3'),
  ],
});
