import { Option } from 'commander';
import { presetNames } from '../../crm/presets/presetNames.ts';
import { programTemplates } from '../../pipeline/outcome/programTemplates.ts';
import type { PresetOption } from '../actions/chosenPresets.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure(command) {
    // In one list, because a schema belongs to the preset before it.
    const options: PresetOption[] = [];
    const collect = (option: PresetOption['option']) => (value: string) => {
      options.push({ option, value });
      return options;
    };
    command
      .addOption(
        new Option('--preset <name>', 'map what a connector landed; again, to combine a CRM with what is beside it')
          .choices(presetNames)
          .argParser(collect('preset')),
      )
      .option(
        '--schema <schema>',
        "where the connector's tables are (default: the preset's usual one); after its preset where there are several",
        collect('schema'),
      )
      .addOption(
        new Option('--program <question>', 'add the program of a question that many companies ask').choices(
          programTemplates.map(({ name }) => name),
        ),
      )
      .option('--outcome <kind>', 'the kind of outcome that this program takes (default: found out)');
  },
  examples: [
    ['handraise init', 'A configuration to fill in by hand.'],
    [
      'handraise init --preset hubspot-fivetran --schema hubspot',
      'A configuration that reads what Fivetran landed of HubSpot in the schema hubspot.',
    ],
    [
      'handraise init --preset salesforce-fivetran --schema sf --preset pardot-fivetran --schema pardot',
      'Salesforce and Pardot together.',
    ],
    [
      'handraise init --program win-back',
      'Add a program about former customers to the configuration, or write a new one with it.',
    ],
  ],
  action: () => import('../actions/init.ts'),
};
