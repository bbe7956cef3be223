import { test } from 'node:test';
import { assertLinear } from './assert-linear';
import { readers } from './subjects';

test('reading a text takes time in proportion to its length, whatever is in it', () => {
  assertLinear(readers);
});
