import { codes } from './codes';
import type { Column } from './column';
import { dates } from './dates';
import { names } from './names';
import { numbers } from './numbers';
import { places } from './places';
import { texts } from './texts';
import { times } from './times';

/** Everyday columns, by whose rules a person would fill the one beside it. */
export const columns: readonly Column[] = [names, dates, times, numbers, codes, places, texts].flat();
