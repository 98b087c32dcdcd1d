/** Class counts of the matured rows, those of training and calibration together, or the least that are asked for. */
export interface DataCounts {
  readonly trainPositives: number;
  readonly trainNegatives: number;
  readonly testPositives: number;
}

/** What a model takes at least, and what there is; test rows whose outcome lies ahead are not counted. */
export interface MinimumData<Found extends Partial<DataCounts> = DataCounts> {
  readonly needed: DataCounts;
  readonly found: Found;
}

/** Whether any count is below the least that is asked for. */
export function isTooLittle({ needed, found }: MinimumData<Partial<DataCounts>>): boolean {
  return (Object.keys(found) as (keyof DataCounts)[]).some((name) => found[name]! < needed[name]);
}
