import { describe, expect, test } from 'vitest';
import { html, isolated, trusted } from '../../src/report/html.ts';
import { jsonIsland } from '../../src/report/jsonIsland.ts';
import { renderPage } from '../../src/report/page.ts';
import { printable } from '../../src/report/printable.ts';
import { fc } from '../property/fastCheck.ts';
import { hostileTexts } from './hostile.ts';

describe('html', () => {
  test('escapes text and quoted attributes, and nothing twice', () => {
    expect(html`<p title="${'"\'<&>'}">${'<b>&amp;</b>'}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;&amp;amp;&lt;/b&gt;</p>',
    );
    expect(html`<ul>${['<', html`<li>${'&'}</li>`]}</ul>`.text).toBe('<ul>&lt;<li>&amp;</li></ul>');
    expect(html`${null}${undefined}${false}${0}${''}${trusted('<hr>')}`.text).toBe('0<hr>');
    expect(isolated('<i>').text).toBe('<bdi>&lt;i&gt;</bdi>');
  });

  test('refuses a value in an attribute without quotes', () => {
    expect(() => html`<p title=${'x'}></p>`).toThrow(TypeError);
    expect(() => html`<p title= ${'x onclick=y'}></p>`).toThrow(TypeError);
  });

  test('lets no character through that could open a tag, an entity or close an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = html`${text}`.text;
        expect(escaped.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>"'&]/);
      }),
    );
  });
});

describe('printable', () => {
  test('shows control characters and drops marks of direction', () => {
    expect(printable('a\u001b[31mb\u0000c\u007fd\u009be')).toBe('a␛[31mb␀c␡d\ufffde');
    expect(printable('\u202egnp.exe\u2066x\u2069\u200f')).toBe('gnp.exex');
    expect(printable('tab\tline\r\nend')).toBe('tab\tline\r\nend');
    expect(printable('\ud800')).toBe('\ufffd');
    expect(printable('👩‍👩‍👧 Zoë 北京 مرحبا')).toBe('👩‍👩‍👧 Zoë 北京 مرحبا');
  });
});

describe('jsonIsland', () => {
  test.each(hostileTexts)('carries %j without a character that a parser of HTML would act upon', (text) => {
    const { text: island } = jsonIsland('data', { [text]: [text] });
    const json = island.slice(island.indexOf('>') + 1, island.lastIndexOf('</script>'));
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual({ [text]: [text] });
  });
});

describe('renderPage', () => {
  const page = { title: '</title><script>', body: html`<p>body</p>`, style: 'p{}', scripts: ['1'] };

  test('allows nothing but its own scripts and styles', () => {
    const text = renderPage(page);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)![1]!.replaceAll('&#39;', "'");
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-/);
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
    // printf 1 | openssl dgst -sha256 -binary | base64, and the same of p{}
    expect(policy).toContain("'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='");
    expect(policy).toContain("style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='");
    expect(text.indexOf('Content-Security-Policy')).toBeLessThan(text.indexOf('<style>'));
    expect(text).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>');
  });

  test('refuses a script or a style that would end early', () => {
    expect(() => renderPage({ ...page, scripts: ["'</ScRipt>'"] })).toThrow(TypeError);
    expect(() => renderPage({ ...page, scripts: ["'<!--'"] })).toThrow(TypeError);
    expect(() => renderPage({ ...page, style: '</style>' })).toThrow(TypeError);
  });
});
