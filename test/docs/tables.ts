import type { Calibrator } from '../../src/calibration/calibrator.ts';
import { calibrators } from '../../src/calibration/calibrators.ts';
import { freeMailDomains } from '../../src/crm/machine/freeMailDomains.ts';
import { machineRules } from '../../src/crm/machine/machineRules.ts';
import { machineAgents } from '../../src/crm/machine/userAgents.ts';
import type { MetricFacts } from '../../src/evaluation/metrics/metric.ts';
import { metrics, metricsOfBest } from '../../src/evaluation/metrics/metrics.ts';
import { catalogue, defaultFamilies } from '../../src/features/catalogue.ts';
import { sizeBands } from '../../src/features/definitions/companySize.ts';
import { ratioTable } from '../../src/features/definitions/ratios.ts';
import { countryNames } from '../../src/features/vocabulary/countryNames.ts';
import { publicDomains } from '../../src/features/vocabulary/emailDomainType.ts';
import { regions } from '../../src/features/vocabulary/regions.ts';
import { departmentKeywords, type KeywordTable, seniorityKeywords } from '../../src/features/vocabulary/titles.ts';
import { rollUps } from '../../src/ranking/accounts/rollUps.ts';
import { tunedFamilies, tuningOf } from '../../src/tuning/settings.ts';
import { apiTables } from './apiTables.ts';
import { commandTables } from './commandTables.ts';
import { configurationTables } from './configurationTables.ts';
import { markdownTable } from './markdownTable.ts';
import { noticeTables } from './noticeTables.ts';
import { presetTables } from './presetTables.ts';
import { viewTables } from './viewTables.ts';

/** Tables that pages of docs/ take from the sources, by page and by the name that marks their place. */
export const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'reference/features.md': {
    families: markdownTable(
      ['family', 'what it tells', 'needs', 'reads of the events', 'windows', 'unit', 'known by', 'default'],
      catalogue.map((family) => [
        `[\`${family.family}\`](#${family.family.toLowerCase()})`,
        family.sentence,
        family.needs.join(', '),
        family.folds.join(', '),
        family.windows === 0 ? '' : `${family.windows} or more`,
        family.units.join(', '),
        family.availability,
        defaultFamilies.includes(family) ? 'yes' : 'on request',
      ]),
    ),
    ratios: markdownTable(
      ['per', 'of'],
      ratioTable.map(([numerator, denominator]) => [`\`…${numerator}\``, `\`…${denominator}\``]),
    ),
    sizes: markdownTable(
      ['band', 'up to'],
      sizeBands.map(([upTo, band]) => [band, Number.isFinite(upTo) ? upTo.toLocaleString('en-GB') : '']),
    ),
    regions: markdownTable(
      ['region', 'countries'],
      regions.map(([region, countries]) => [region, spaced(countries)]),
    ),
    countries: markdownTable(
      ['code', 'also called'],
      Object.entries(countryNames).map(([code, names]) => [code, spaced(names)]),
    ),
    domains: markdownTable(
      ['type', 'domains'],
      [
        ...publicDomains.map(([type, domains]) => [type, `\`${spaced(domains)}\``]),
        ['free', `\`${[...freeMailDomains].join(' ')}\``],
      ],
    ),
  },
  'how-to/map-tables.md': {
    machines: markdownTable(
      ['rule', 'an open or a click is by a machine if', 'needs', 'because'],
      machineRules.map(({ code, title, needs, because }) => [`\`${code}\``, title, needs, because]),
    ),
    agents: markdownTable(
      ['who', 'name it gives, as a regular expression whatever the case'],
      machineAgents.map(({ who, pattern }) => [who, `\`${pattern.replaceAll('|', '\\|')}\``]),
    ),
  },
  ...presetTables,
  'reference/published-views.md': viewTables,
  'reference/commands.md': commandTables,
  'reference/configuration.md': configurationTables,
  'reference/notices.md': noticeTables,
  'reference/api.md': apiTables,
  'explanation/evaluation.md': {
    ranking: metricTable([...metrics.filter(({ needs }) => needs.scores === 'order'), ...metricsOfBest]),
    probabilities: metricTable(metrics.filter(({ needs }) => needs.scores === 'probabilities')),
    rollUps: markdownTable(
      ['way', 'what it does', 'probability of the account', 'parameters', 'source'],
      rollUps.map(({ title, works, formula, parameters, source }) => [title, works, formula, parameters, source]),
    ),
    calibrators: markdownTable(
      ['`calibration`', 'probability of a margin m, with s = sigmoid(m)', 'parameters', '`auto` looks at it', 'source'],
      calibrators.map(({ method, formula, parameters, auto, source }) => [
        `\`${method}\``,
        formula,
        parameters,
        rowsInWords(auto),
        source,
      ]),
    ),
  },
  'explanation/tuning.md': {
    space: markdownTable(
      ['family', 'setting', 'default', 'drawn from', 'evenly in'],
      tunedFamilies.flatMap((family) =>
        Object.entries(tuningOf(family).space).map(([name, { low, high, scale, zero, whole }]) => [
          family,
          `\`${name}\``,
          String(tuningOf(family).defaults[name]),
          `${low} to ${high}${whole ? ', whole' : ''}${zero ? `; 0 in ${100 * zero}% of draws` : ''}`,
          scale === 'log' ? 'the logarithm' : 'the value',
        ]),
      ),
    ),
  },
  'reference/titles.md': { seniority: keywords(seniorityKeywords), departments: keywords(departmentKeywords) },
};

/** The page with its marked tables drawn anew. */
export function withTables(page: string, text: string): string {
  return Object.entries(tables[page] ?? {}).reduce((drawn, [name, content]) => {
    const [from, to] = [`<!-- table ${name} -->`, '<!-- end -->'];
    const start = drawn.indexOf(from);
    const end = drawn.indexOf(to, start);
    if (start < 0 || end < 0) throw new Error(`docs/${page} has no place for the table ${name}`);
    return `${drawn.slice(0, start)}${from}\n\n${content}\n\n${drawn.slice(end)}`;
  }, text);
}

function keywords(entries: KeywordTable): string {
  return markdownTable(
    ['level', 'keywords'],
    entries.map(([level, words]) => [level, `\`${spaced(words)}\``]),
  );
}

function metricTable(facts: readonly MetricFacts[]): string {
  return markdownTable(
    ['figure', 'definition', 'best', 'scikit-learn'],
    facts.map(({ title, definition, best, scikitLearn }) => [
      title,
      definition,
      String(best),
      scikitLearn ? `\`${scikitLearn}\`` : 'none',
    ]),
  );
}

function rowsInWords(least: Calibrator['auto']): string {
  if (!least) return 'never';
  const { rows, positives, ofEachClass } = least;
  const named = Object.entries({ rows, positives, 'rows of each class': ofEachClass }).filter(([, count]) => count);
  if (named.length === 0) return 'always';
  return `from ${named.map(([of, count]) => `${count?.toLocaleString('en-GB')} ${of}`).join(' and ')} on`;
}

function spaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
