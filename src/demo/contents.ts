import type { Random } from '../numeric/random.ts';

/** The webinar series that moves those who attend it to ask for a demo. */
export const movingSeries = 'Leaving spreadsheets behind';

/** How many times as likely they are to ask for one, from the day after, and for how many days. */
export const movedBy = 3;
export const movedDays = 60;

const series = [
  movingSeries,
  'Data quality hour',
  'Finance round table',
  'Inside the product',
  'Meet the founders',
  'Planning for growth',
  'Security questions',
  'Small teams',
] as const;
const guides = ['Buyer guide', 'Checklist', 'Industry report', 'Reference story', 'Template'] as const;

/** What an activity was about; null for kinds that say nothing of it. */
export function contentOf(random: Random, kind: string): string | null {
  if (kind === 'webinar_attended') return series[random.integer(series.length)]!;
  return kind === 'content_download' ? guides[random.integer(guides.length)]! : null;
}
