import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forecastDetails, forecastMaking, forecastText } from '../../../src/engine/ledger/forecast';
import { planMaking } from '../../../src/engine/making/plan';
import { defaultLimits } from '../../../src/engine/tool/limits';

const examples = Array.from({ length: 6 }, (_, index) => ({
  problem: `${index + 3} March 2021`,
  answer: `2021-03-0${index + 3}`,
}));
const material = { examples, hint: null, unanswered: [] };
const problems = examples.map(({ problem }) => problem);
const maker = { model: 'strong', host: 'models.example', inputPrice: 2, outputPrice: 10 };
const light = { model: 'light', host: 'models.example', inputPrice: 0.1, outputPrice: 0.4 };

function told(
  strong: typeof maker | { readonly inputPrice: number | null; readonly outputPrice: number | null },
  user: typeof light | (Omit<typeof light, 'inputPrice'> & { readonly inputPrice: number | null }) | null = null,
): string {
  const identity = { ...maker, ...strong };
  return forecastText(forecastMaking(planMaking(material, defaultLimits, identity), problems, identity, user));
}

test('before a making the break-even in uses is told, by the first request and one repair', () => {
  const plan = planMaking(material, defaultLimits, maker);
  const forecast = forecastMaking(plan, problems, maker, null);
  assert.equal(forecast.making.dollars, 2 * (plan.cost ?? NaN));
  // Three tokens of a problem, four of the chat's own, 105 of a reply.
  assert.equal(forecast.direct.dollars, (7 * 2 + 105 * 10) / 1_000_000);
  const uses = Math.ceil(forecast.making.dollars / forecast.direct.dollars);
  assert.equal(told(maker), `pays after about ${uses} uses, estimated`);
  assert.ok(uses > 10 && uses < 60, `${uses}`);
});

test('with a light model it is told apart where that has to read', () => {
  const [own, read] = [...told(maker, light).matchAll(/\d+/g)].map(Number);
  assert.match(told(maker, light), /^pays after about \d+ uses, estimated; \d+ where light has to read the problems$/);
  assert.ok(own !== undefined && read !== undefined && read > own);
  assert.match(
    told(maker, { ...light, inputPrice: 100 }),
    /; never where light has to read the problems, which costs more than it saves$/,
  );
  assert.match(
    told(maker, { ...light, inputPrice: null }),
    /; unknown where light has to read the problems: its price is$/,
  );
});

test('an unknown price is said, and tokens are counted instead; a price of 0 saves nothing', () => {
  assert.match(
    told({ inputPrice: null, outputPrice: null }),
    /^price unknown; counted in tokens it pays after about \d+ uses, estimated$/,
  );
  assert.match(told({ inputPrice: 2, outputPrice: null }, light), /^price unknown; counted in tokens/);
  assert.equal(told({ inputPrice: 0, outputPrice: 0 }), 'at a price of 0 nothing is spent and nothing saved');
});

test('how the estimate comes about is told, with every constant in it', () => {
  const details = forecastDetails(
    forecastMaking(planMaking(material, defaultLimits, maker), problems, maker, light),
  ).join('\n');
  assert.match(details, /need 2 requests.*1,500 tokens a reply/);
  assert.match(details, /\$0\.0011\. By the length of the examples' problems, and 105 tokens a reply/);
  assert.match(
    details,
    /where light has to read it: about 306 tokens, \$0\.0001\. With one demonstration, and 80 tokens a reply/,
  );
});
