import type { Label, LabelUse } from '../../flatFile/label.ts';
import { shownValues } from '../../flatFile/labelValues.ts';
import { type Notice, notice } from '../../notice/notice.ts';

/** Which values of the label mean yes and no, and why. */
export function labelNotice({ name, because, uses }: Pick<Label, 'name' | 'because' | 'uses'>): Notice<'label-read'> {
  const shown = new Set(uses.slice(0, shownValues));
  const valuesOf = (as: LabelUse['as']) => {
    const own = uses.filter((use) => use.as === as);
    const first = own.flatMap((use) => (shown.has(use) ? [{ value: use.value, rows: use.count }] : []));
    return { first, more: own.length - first.length };
  };
  return notice('label-read', {
    ...{ label: name, because },
    ...{ yes: valuesOf('yes'), no: valuesOf('no'), leftOut: valuesOf('left out') },
  });
}
