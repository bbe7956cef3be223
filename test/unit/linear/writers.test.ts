import { test } from 'node:test';
import { assertLinear } from './assert-linear';
import { writers } from './subjects';

test('reading a text as each notation and writing its answers takes time in proportion to its length', () => {
  assertLinear(writers);
});
