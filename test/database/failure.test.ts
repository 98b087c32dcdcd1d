import { inspect } from 'node:util';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { checkConnectionString } from '../../src/database/connectionString.ts';
import { databaseFailure, isLostConnection } from '../../src/database/failure.ts';
import { HandraiseError } from '../../src/errors.ts';
import { fc } from '../property/fastCheck.ts';

describe('a failure of the database', () => {
  // The states are those of https://www.postgresql.org/docs/18/errcodes-appendix.html.
  test('says so where every connection of the pool is in use', () => {
    // The words of pg-pool: https://github.com/brianc/node-postgres/blob/master/packages/pg-pool/index.js
    expect(databaseFailure(new Error('timeout exceeded when trying to connect'), 'counting')).toMatchObject({
      code: 'database',
      message: 'counting: all connections are in use by other work of this process',
      hint: 'run fewer things at once, or open a workbench for each',
    });
  });

  test.each([
    ['08006', 'database', 4],
    ['57P01', 'database', 4],
    ['57014', 'database', 4],
    ['25P03', 'database', 4],
    ['25P04', 'database', 4],
    ['57P05', 'database', 4],
    ['55P03', 'database', 4],
    ['55000', 'database', 4],
    ['40001', 'database', 4],
    ['ECONNREFUSED', 'database', 4],
    ['42501', 'permission', 5],
    ['28P01', 'permission', 5],
    ['25006', 'permission', 5],
    ['53100', 'resource', 8],
    ['53200', 'resource', 8],
    ['ENOSPC', 'resource', 8],
    ['53300', 'database', 4],
    ['42P01', 'data', 3],
    ['42703', 'data', 3],
    ['22P02', 'data', 3],
    ['23505', 'data', 3],
    ['42601', 'config', 2],
    ['EPIPE', 'database', 4],
    ['SOMETHING', 'unexpected', 1],
  ])('with state %s is of kind %s', (state, code, exitCode) => {
    const failure = databaseFailure(Object.assign(new Error('why'), { code: state }), 'counting');
    expect(failure).toMatchObject({ code, exitCode, message: 'counting: why' });
  });

  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', 'sslrootcert'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'Host: db. is not in the cert', 'another name'],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'expired'],
    [undefined, 'The server does not support SSL connections', 'sslmode=disable'],
  ])('of TLS says so, and what to do: %s', (state, message, todo) => {
    const failure = databaseFailure(Object.assign(new Error(message), { code: state }), 'opening');
    expect(failure).toMatchObject({ code: 'database', message: `opening: TLS: ${message}` });
    expect(failure.hint).toContain(todo);
  });

  test.each([
    ['57014', 'canceling statement due to statement timeout', /analysed/],
    ['57014', 'canceling statement due to user request', /cancelled/],
    ['40001', 'canceling statement due to conflict with recovery', /primary/],
    ['08P01', 'unsupported startup parameter: options', /pooler/],
  ])('with state %s, "%s", says what to do', (state, message, todo) => {
    expect(databaseFailure(Object.assign(new Error(message), { code: state }), 'x').hint).toMatch(todo);
  });

  test.each([
    ['57P01', 'terminating connection due to administrator command', true],
    ['25P03', 'terminating connection due to idle-in-transaction timeout', true],
    ['40001', 'canceling statement due to conflict with recovery', true],
    ['25P04', 'terminating connection due to transaction timeout', false],
    ['57014', 'canceling statement due to statement timeout', false],
  ])('with state %s, "%s": a reading may begin again (%s)', (state, message, again) => {
    const error = databaseFailure(Object.assign(new Error(message), { code: state }), 'reading');
    expect(isLostConnection(error)).toBe(again);
  });

  test('is said on one line, without the password of a connection string', () => {
    const failure = databaseFailure(
      new Error('no\n  route to postgres://me:secret@host/db , password=secret'),
      'trying',
    );
    expect(failure.message).toBe('trying: no route to postgres://… , password=…');
  });

  test('that is one of ours already stays as it is', () => {
    const failure = new HandraiseError('busy', 'taken');
    expect(databaseFailure(failure, 'trying')).toBe(failure);
  });

  test('of a connection to several addresses says what each said', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' });
    const failure = databaseFailure(
      Object.assign(new AggregateError([refused, refused], ''), { code: refused.code }),
      'x',
    );
    expect(failure).toMatchObject({ code: 'database', message: `x: ${refused.message}; ${refused.message}` });
  });
});

describe('a connection string', () => {
  test.each([
    'mysql://me:secret@host/db',
    'host=localhost password=secret',
    'postgres://me:secret@host:99999999/db',
    'postgres://me:secret@host:0/db',
    'postgres://me:secret@ho st:abc/db',
    '',
  ])('that is none is refused without repeating it: %s', (text) => {
    let refusal: unknown;
    try {
      checkConnectionString(text);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'config', exitCode: 2 });
    expect(inspect(refusal, { depth: null, showHidden: true })).not.toContain('secret');
  });

  // Any password, in every place where it could be cut: what is not refused has it whole.
  test('never has a part of a password taken for something else, nor printed', () => {
    const secret = fc
      .array(fc.constantFrom(...'@#%/?:,[]&=+;\\ "\'éab19'), { minLength: 1, maxLength: 12 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(secret, fc.constantFrom('/db', '', '/db?sslmode=disable', '?user=x'), (password, end) => {
        const text = `postgres://me:${password}@host.example:5433${end}`;
        let checked: string;
        try {
          checked = checkConnectionString(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'config' });
          const told = inspect(error, { depth: null, showHidden: true }).replaceAll(/\s+at .*/g, '');
          if (password.length > 4) expect(told).not.toContain(password);
          return;
        }
        const client = new pg.Client({ connectionString: checked });
        expect([client.host, client.port]).toEqual(['host.example', 5433]);
        expect([password, decoded(password)]).toContain(client.password);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['postgres://me:12/secret@host/db', '%2F'],
    ['postgres://me:12?secret@host/db', '%3F'],
    ['postgres://me:12#secret@host/db', '%23'],
    ['postgres://me:50%secret@host/db', '%25'],
    ['postgres://me:secret@one,two/db', 'one'],
    ['postgres://me:secret@one:1,two:2/db', 'one'],
    ['postgres://me:secret@host/db?host=one,two', 'one'],
    ['postgres://me:secret@host/db?service=crm', 'service'],
    ['postgres://me:secret@host/db?target_session_attrs=standby', 'target_session_attrs'],
    ['postgres://me:secret@host/db?sslmode=prefer', 'require'],
    ['postgres://me:secret@host/db?sslmode=on', 'verify-full'],
    ['postgres://me:secret@host/db?sslmode=require&sslrootcert=/nowhere.pem', 'sslrootcert'],
    ['postgres://me:secret@host/db?schema=secret', 'known are'],
  ])('is refused with what to do: %s', (text, todo) => {
    let refusal: unknown;
    try {
      checkConnectionString(text);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'config', hint: expect.stringContaining(todo) });
    expect(inspect(refusal, { depth: null, showHidden: true })).not.toContain('secret');
  });

  test.each([
    ['postgres://host/db?sslmode=require', 'postgres://host/db?sslmode=verify-full'],
    ['postgres://host/db?sslmode=verify-ca', 'postgres://host/db?sslmode=verify-full'],
    ['postgres://host?dbname=crm&client_encoding=LATIN1', 'postgres://host/crm'],
    ['postgresql://host/db?target_session_attrs=primary', 'postgres://host/db'],
  ])('is written as pg reads it: %s', (text, written) => {
    expect(checkConnectionString(text)).toBe(written);
  });

  test.each([
    'postgres://me:s%40cret@host:5433/db?sslmode=disable',
    'postgresql:///db?host=/var/run/postgresql',
    'postgres://localhost',
  ])('is given back as it is: %s', (text) => {
    expect(checkConnectionString(text)).toBe(text);
  });
});

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
