import { HandraiseError } from '../../errors.ts';
import type { Feature } from '../feature.ts';
import { nearNames } from './nearNames.ts';

/**
 * Makes sure that the features to keep are there, and not left out elsewhere in the configuration.
 *
 * @param setting what the setting is called in the configuration.
 * @throws HandraiseError `config` for a name that is no feature, with the names nearest to it.
 */
export function checkKeep(
  setting: string,
  keep: Readonly<Record<string, string>>,
  exclude: readonly string[],
  features: readonly Feature[],
): void {
  const names = features.map(({ name }) => name);
  for (const name of Object.keys(keep)) {
    if (!names.includes(name)) {
      const near = nearNames(name, names);
      throw new HandraiseError('config', `${setting}: there is no feature ${JSON.stringify(name)}`, {
        hint: near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'handraise audit lists all features',
      });
    }
    if (exclude.includes(name))
      throw new HandraiseError('config', `${setting} and exclude.features both name ${name}`, {
        hint: 'keep it or leave it out',
      });
  }
}
