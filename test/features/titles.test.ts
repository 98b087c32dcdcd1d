import { expect, test } from 'vitest';
import { titleMatcher } from '../../src/features/titleMatcher.ts';
import { departmentKeywords, seniorityKeywords } from '../../src/features/titles.ts';

const seniority = titleMatcher(seniorityKeywords, 'Specialist');
const department = titleMatcher(departmentKeywords, 'Other');

test.each([
  ['Chief Marketing Officer', 'C-level', 'Marketing'],
  ['CEO & Co-Founder', 'Founder or owner', 'General management'],
  ['Founder', 'Founder or owner', 'General management'],
  ['Managing Director', 'C-level', 'General management'],
  ['Geschäftsführerin', 'C-level', 'General management'],
  ['Geschaeftsfuehrer Vertrieb', 'C-level', 'Sales'],
  ['Vice-Président Ventes', 'VP level', 'Sales'],
  ['VP Engineering', 'VP level', 'Engineering'],
  ['Director of Operations', 'Director level', 'Operations'],
  ['Directrice Financière', 'Director level', 'Finance'],
  ['DIRECTOR DE COMPRAS', 'Director level', 'Procurement'],
  ['Head of Data Science', 'Head of department', 'Data and research'],
  ['Vertriebsleiter DACH', 'Head of department', 'Sales'],
  ['Responsabile Risorse Umane', 'Head of department', 'Human resources'],
  ['Försäljningschef', 'Head of department', 'Sales'],
  ['Teamleiterin Einkauf', 'Manager level', 'Procurement'],
  ['Product Marketing Manager', 'Manager level', 'Marketing'],
  ['Account Manager', 'Manager level', 'Sales'],
  ['Senior Software Engineer', 'Senior specialist', 'Engineering'],
  ['Product Owner', 'Specialist', 'Product'],
  ['Executive Assistant to the CEO', 'Assistant', 'General management'],
  ['Praktikant Personalabteilung', 'Junior or trainee', 'Human resources'],
  ['Sachbearbeiter IT', 'Specialist', 'IT'],
  ['Hoofd Inkoop', 'Head of department', 'Procurement'],
  ['Dyrektor Sprzedaży', 'Director level', 'Sales'],
  ['Astronaut', 'Specialist', 'Other'],
])('%s is %s in %s', (title, level, where) => {
  expect([seniority(title), department(title)]).toEqual([level, where]);
});

test.each([null, '', '   ', '—', '\u0301'])('%j says nothing', (title) => {
  expect([seniority(title), department(title)]).toEqual([null, null]);
});

test('a word within a word is no match, unless it says so', () => {
  expect(department('Smith')).toBe('Other');
  expect(seniority('Coordinator of chiefdoms')).toBe('Specialist');
});

test('of a title of any length only the beginning counts', () => {
  expect(seniority(`${'x '.repeat(500_000)}CEO`)).toBe('Specialist');
});
