import { z } from 'zod';

/** Days of the week, as a calendar names them. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const hours = z
  .string()
  .regex(new RegExp(`^${clock}-(?:${clock}|24:00)$`))
  .refine((span) => span.slice(0, 5) < span.slice(6), { error: 'ends before it begins' });
const day = z
  .union([hours.transform((span) => [span]), z.array(hours).max(6)])
  .refine((spans) => spans.every((span, i) => i === 0 || spans[i - 1]!.slice(6) <= span.slice(0, 5)), {
    error: 'hours must follow one another',
  });

function isZone(zone: string): boolean {
  if (!/^(UTC|[+-]\d{2}:\d{2}|[A-Za-z_]+\/[A-Za-z0-9_+/-]+)$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const officeHours = ['09:00-17:00'];

/** How soon somebody must act on who enters a stage. */
export const serviceLevelsSchema = z
  .strictObject({
    zone: z
      .string()
      .refine(isZone, { error: 'is no zone: write UTC, an offset such as +02:00, or a place such as Europe/Berlin' })
      .describe('whose clock the hours are read from: UTC, an offset such as +02:00, or a place such as Europe/Berlin'),
    week: z
      .partialRecord(z.enum(weekdays), day)
      .default(Object.fromEntries(weekdays.slice(0, 5).map((name) => [name, officeHours])))
      .refine((week) => Object.values(week).some((spans) => spans !== undefined && spans.length > 0), {
        error: 'has no hours at all',
      })
      .describe(
        'working hours by day, such as 09:00-12:00; days that are not named have none. By default Monday to Friday, 09:00-17:00',
      ),
    holidays: z.array(z.iso.date()).max(2000).default([]).describe('days without working hours'),
    stages: z
      .record(
        z.string(),
        z.strictObject({
          hours: z.number().positive().max(2000).describe('working hours in which somebody must act'),
        }),
      )
      .refine((stages) => Object.keys(stages).length > 0, { error: 'names no stage' })
      .describe('stages whose contacts are handed over, by name'),
  })
  .describe('how soon a hand-off must be followed up, in working hours; by default nothing is promised');

/** How soon somebody must act on who enters a stage, and whose working hours count. */
export type ServiceLevels = z.output<typeof serviceLevelsSchema>;
