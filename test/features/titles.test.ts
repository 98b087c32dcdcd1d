import { expect, test } from 'vitest';
import { mostLevels } from '../../src/features/sweep/accountActivity.ts';
import { departmentMatcher, seniorityMatcher } from '../../src/features/vocabulary/titleMatcher.ts';
import { departmentKeywords, seniorityKeywords } from '../../src/features/vocabulary/titles.ts';

const seniority = seniorityMatcher();
const department = departmentMatcher();

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
  // English
  ['Chairwoman of the Board', 'C-level', 'General management'],
  ['Managing Partner', 'Founder or owner', 'General management'],
  ['Team Lead Customer Support', 'Manager level', 'Customer service'],
  ['Marketing Assistant', 'Assistant', 'Marketing'],
  ['Assistant Professor of Statistics', 'Specialist', 'Data and research'],
  ['Working Student Procurement', 'Junior or trainee', 'Procurement'],
  // German
  ['Leiter Produktion', 'Head of department', 'Operations'],
  ['Produktmanagerin', 'Manager level', 'Product'],
  ['Eigentümer', 'Founder or owner', 'General management'],
  ['Prokuristin Rechnungswesen', 'Director level', 'Finance'],
  ['Assistenz Geschäftsentwicklung', 'Assistant', 'Sales'],
  ['Lehrling Lager', 'Junior or trainee', 'Operations'],
  ['Steuerungstechniker', 'Specialist', 'Other'],
  // French
  ['Gérante', 'C-level', 'General management'],
  ['DRH', 'Director level', 'Human resources'],
  ['Cheffe de projet logiciel', 'Manager level', 'Engineering'],
  ['Coordinatrice qualité', 'Manager level', 'Operations'],
  ['Avocate en alternance', 'Junior or trainee', 'Legal'],
  ['Vendeuse', 'Specialist', 'Sales'],
  // Spanish
  ['Consejero Delegado', 'C-level', 'General management'],
  ['Dueña', 'Founder or owner', 'General management'],
  ['Jefa de proyecto', 'Manager level', 'Operations'],
  ['Jefa de Almacén', 'Head of department', 'Operations'],
  ['Abogado en prácticas', 'Junior or trainee', 'Legal'],
  ['Asistente de tesorería', 'Assistant', 'Finance'],
  ['Desarrollador', 'Specialist', 'Engineering'],
  // Italian
  ['Amministratore Unico', 'C-level', 'General management'],
  ['Imprenditrice', 'Founder or owner', 'General management'],
  ['Capo ufficio acquisti', 'Head of department', 'Procurement'],
  ['Coordinatore della produzione', 'Manager level', 'Operations'],
  ['Apprendista sviluppatore', 'Junior or trainee', 'Engineering'],
  ['Responsabile del personale', 'Head of department', 'Human resources'],
  // Portuguese
  ['Diretora Executiva', 'C-level', 'General management'],
  ['Sócio', 'Founder or owner', 'General management'],
  ['Encarregada de armazém', 'Manager level', 'Operations'],
  ['Auxiliar de atendimento', 'Assistant', 'Customer service'],
  ['Analista de TI', 'Specialist', 'IT'],
  // Dutch
  ['Bestuurder', 'C-level', 'General management'],
  ['Mede-eigenaar', 'Founder or owner', 'General management'],
  ['Afdelingshoofd boekhouding', 'Head of department', 'Finance'],
  ['Teamleider klantcontact', 'Manager level', 'Customer service'],
  ['Systeembeheerder', 'Specialist', 'IT'],
  // Swedish
  ['Delägare', 'Founder or owner', 'General management'],
  ['Styrelseordförande', 'C-level', 'General management'],
  ['Projektledare', 'Manager level', 'Operations'],
  ['Marknadsansvarig', 'Manager level', 'Marketing'],
  ['Säljare', 'Specialist', 'Sales'],
  ['Ekonomiassistent', 'Specialist', 'Finance'],
  // Polish
  ['Członek Zarządu', 'C-level', 'General management'],
  ['Współwłaściciel', 'Founder or owner', 'General management'],
  ['Kierownik projektu', 'Manager level', 'Operations'],
  ['Kierownik magazynu', 'Head of department', 'Operations'],
  ['Koordynatorka rekrutacji', 'Manager level', 'Human resources'],
  ['Główna księgowa', 'Senior specialist', 'Finance'],
  ['Młodszy programista', 'Junior or trainee', 'Engineering'],
  ['Asystentka prawna', 'Assistant', 'Legal'],
])('%s is %s in %s', (title, level, where) => {
  expect([seniority(title), department(title)]).toEqual([level, where]);
});

test.each([null, '', '   ', '—', '\u0301'])('%j says nothing', (title) => {
  expect([seniority(title), department(title)]).toEqual([null, null]);
});

test.each([
  ['seniorities', seniorityKeywords],
  ['departments', departmentKeywords],
])('%s are few enough to be counted among the people of an account', (_, table) => {
  // One more for titles that no line matches.
  expect(new Set(table.map(([level]) => level)).size + 1).toBeLessThanOrEqual(mostLevels);
});

test('a word within a word is no match, unless it says so', () => {
  expect(department('Smith')).toBe('Other');
  expect(seniority('Coordinator of chiefdoms')).toBe('Specialist');
});

test('of a title of any length only the beginning counts', () => {
  expect(seniority(`${'x '.repeat(500_000)}CEO`)).toBe('Specialist');
});
