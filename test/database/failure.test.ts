import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { checkConnectionString } from '../../src/database/connectionString.ts';
import { databaseFailure } from '../../src/database/failure.ts';
import { HandraiseError } from '../../src/errors.ts';

describe('a failure of the database', () => {
  // The states are those of https://www.postgresql.org/docs/18/errcodes-appendix.html.
  test.each([
    ['08006', 'database', 4],
    ['57P01', 'database', 4],
    ['57014', 'database', 4],
    ['55P03', 'database', 4],
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

  test.each([
    'postgres://me:s%40cret@host:5433/db?sslmode=disable',
    'postgresql:///db?host=/var/run/postgresql',
    'postgres://localhost',
  ])('is given back as it is: %s', (text) => {
    expect(checkConnectionString(text)).toBe(text);
  });
});
