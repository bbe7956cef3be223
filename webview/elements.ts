/** An element with text. Always `textContent`: nothing that a model or a stranger wrote is ever markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text = '',
  className = '',
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (text !== '') made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}

/** Elements side by side. */
export function row(...content: readonly HTMLElement[]): HTMLElement {
  const part = element('div', '', 'actions');
  part.append(...content);
  return part;
}

/** A part of the page under its heading, by which screen readers name it. */
export function section(title: string, ...content: readonly HTMLElement[]): HTMLElement {
  const part = element('section');
  const heading = element('h2', title);
  heading.id = `heading-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  part.setAttribute('aria-labelledby', heading.id);
  part.append(element('hr'), heading, ...content);
  return part;
}

/** A part of the page that is folded away until it is opened; `open` has the names of those that are. */
export function folded(title: string, open: ReadonlySet<string>, ...content: readonly HTMLElement[]): HTMLElement {
  const part = element('details');
  part.id = `part-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  part.open = open.has(part.id);
  const summary = element('summary');
  summary.append(element('h2', title));
  part.append(summary, ...content);
  return part;
}

/** A button that looks like a link, for rows that have one each. `what` it acts on is said by screen readers. */
export function rowButton(text: string, what: string, onClick: () => void): HTMLElement {
  const made = element('button', text, 'link');
  made.type = 'button';
  made.setAttribute('aria-label', `${text} ${what}`);
  made.addEventListener('click', onClick);
  return made;
}

/** What is wider than the page, which the keyboard can reach to scroll it. */
export function scroller(label: string, content: Element): HTMLElement {
  const part = element('div', '', 'scroller');
  part.tabIndex = 0;
  part.setAttribute('role', 'group');
  part.setAttribute('aria-label', label);
  part.append(content);
  return part;
}

/** A block of plain text in the editor's font, which the keyboard can reach to scroll it. */
export function code(label: string, text: string): HTMLElement {
  const block = element('pre', text, 'code');
  block.tabIndex = 0;
  // No landmark: the part that it stands in is one.
  block.setAttribute('role', 'group');
  block.setAttribute('aria-label', label);
  return block;
}

/** Names with what they are of this tool. */
export function factList(facts: readonly { readonly label: string; readonly value: string }[]): HTMLElement {
  const list = element('dl');
  for (const { label, value } of facts) list.append(element('dt', label), element('dd', value));
  return list;
}

/** A place whose changes screen readers speak. */
export function spoken(className: string): HTMLElement {
  const place = element('div', '', className);
  place.setAttribute('role', 'status');
  place.setAttribute('aria-live', 'polite');
  return place;
}
