import { describe, expect, test } from 'vitest';
import { withLibpqVariables } from '../../src/config/libpqVariables.ts';

describe('the variables of libpq', () => {
  test.each([
    [{ PGSSLMODE: 'require' }, 'postgres://host/db?sslmode=require'],
    [
      { PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/a b.pem' },
      'postgres://host/db?sslmode=verify-full&sslrootcert=%2Fa%20b.pem',
    ],
    [{ PGSSLROOTCERT: '/ca.pem' }, 'postgres://host/db'],
    [{ PGCONNECT_TIMEOUT: '3' }, 'postgres://host/db?connect_timeout=3'],
    [{ PGTARGETSESSIONATTRS: 'read-write' }, 'postgres://host/db?target_session_attrs=read-write'],
    [{ PGUSER: 'me', PGPASSWORD: 'secret', PGSSLMODE: '' }, 'postgres://host/db'],
  ])('%j stand for what the connection string leaves out', (variables, whole) => {
    expect(withLibpqVariables('postgres://host/db', variables)).toBe(whole);
  });

  test('say nothing where the connection string does', () => {
    const text = 'postgres://host/db?sslmode=disable';
    expect(withLibpqVariables(text, { PGSSLMODE: 'require', PGSSLROOTCERT: '/ca.pem' })).toBe(text);
  });

  test.each([
    ['PGSERVICE', 'crm'],
    ['PGHOSTADDR', '10.0.0.1'],
    ['PGREQUIREAUTH', 'scram-sha-256'],
    ['PGSSLCRL', '/crl.pem'],
    ['PGHOST', 'one,two'],
  ])('that cannot be followed are refused by name: %s', (name, value) => {
    const refusal = expect.objectContaining({ code: 'config', message: expect.stringContaining(name) });
    expect(() => withLibpqVariables('postgres://host/db', { [name]: value })).toThrow(refusal);
  });

  test.each(['PGHOST', 'PGDATABASE', 'PGSERVICE'])(
    'that lead elsewhere keep the embedded database shut: %s',
    (name) => {
      const refusal = expect.objectContaining({
        code: 'config',
        message: expect.stringContaining(name),
        hint: expect.stringContaining('DATABASE_URL=postgres://'),
      });
      expect(() => withLibpqVariables(undefined, { [name]: 'crm' })).toThrow(refusal);
      expect(withLibpqVariables(undefined, { PGUSER: 'me', PGSSLMODE: 'require' })).toBeUndefined();
    },
  );
});
