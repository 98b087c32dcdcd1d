import { describe, expect, it } from 'vitest';
import { raisedHandRows } from '../../../src/crm/presets/hands.ts';
import { raisedHandOf } from '../../../src/crm/presets/raisedHand.ts';

describe('whether a name raises a hand', () => {
  it.each([
    ['Book a demo', 'demo request'],
    ['Request a free trial', 'demo request'],
    ['RequestDemo_EN_2026', 'demo request'],
    ['demo_requested', 'demo request'],
    ['Produktdemo anfragen', 'demo request'],
    ['Kostenlos testen', 'demo request'],
    ['Demander une démonstration', 'demo request'],
    ['Solicitar una demostración', 'demo request'],
    ['Richiedi una dimostrazione', 'demo request'],
    ['Peça uma demonstração', 'demo request'],
    ['Vraag een demonstratie aan', 'demo request'],
    ['Boka en demo', 'demo request'],
    ['Umów prezentację', 'demo request'],
    ['Pricing', 'pricing request'],
    ['quote_requested', 'pricing request'],
    ['Angebot anfordern', 'pricing request'],
    ['Demande de devis', 'pricing request'],
    ['Solicitar presupuesto', 'pricing request'],
    ['Richiedi un preventivo', 'pricing request'],
    ['Pedir orçamento', 'pricing request'],
    ['Offerte aanvragen', 'pricing request'],
    ['Offertförfrågan', 'pricing request'],
    ['Bezpłatna wycena', 'pricing request'],
    ['Kontaktformular', 'contact request'],
    ['Rückruf vereinbaren', 'contact request'],
    ['Contact us', 'contact request'],
    ['Request more information', 'contact request'],
    ['Kontaktieren Sie uns', 'contact request'],
    ["Demande d'informations", 'contact request'],
    ['contacted_sales', 'contact request'],
    ['Talk to sales', 'contact request'],
    ['Contactez-nous', 'contact request'],
    ['Contáctanos', 'contact request'],
    ['Contattaci', 'contact request'],
    ['Fale conosco', 'contact request'],
    ['Neem contact op', 'contact request'],
    ['Kontakta oss', 'contact request'],
    ['Skontaktuj się z nami', 'contact request'],
  ])('%s: %s', (name, kind) => {
    expect(raisedHandOf(name)).toBe(kind);
  });

  it.each([
    'Newsletter',
    "Buyer's guide",
    'Webinar: price your product',
    'Webinar registration',
    'Download our pricing white paper',
    'Sales newsletter',
    'Demographics survey',
    'Contact preferences',
    'Contact support',
    'pricing_page_viewed',
    'contact_created',
    'Kontaktlinsen-Ratgeber',
    'Preiserhöhung 2026',
    'Trade show: contact scan',
    'Sales kickoff',
    'Conference dinner (cena)',
    '',
    '   ',
    '請聯絡我',
  ])('%j raises none', (name) => {
    expect(raisedHandOf(name)).toBeNull();
  });
});

describe('raised hands as rows', () => {
  it('stand on one line, whatever their keys hold', () => {
    const rows = raisedHandRows([
      ["it's", 'demo request'],
      ['two\nlines', 'x'],
    ]);
    expect(rows).toBe(`(VALUES ('it''s', 'demo request'), (U&'two\\+00000alines', 'x'))`);
  });

  it('refuse a key that is listed twice, because one of its kinds would be lost', () => {
    const twice = () =>
      raisedHandRows([
        ['f1', 'demo request'],
        ['f1', 'contact request'],
      ]);
    expect(twice).toThrow(/"f1" is listed twice/);
  });
});
