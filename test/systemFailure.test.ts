import { describe, expect, test } from 'vitest';
import { databaseFailure } from '../src/database/failure.ts';
import { HandraiseError } from '../src/errors.ts';
import { fileFailure } from '../src/systemFailure.ts';

const failed = (code: string) => Object.assign(new Error('why'), { code });

describe('the failure of a file operation', () => {
  test.each([
    ['ENOSPC', 'resource', /free some space/],
    ['EDQUOT', 'resource', /free some space/],
    ['EMFILE', 'resource', /open files/],
    ['EACCES', 'permission', /owns the folder/],
    ['EROFS', 'permission', /read-only/],
    ['ENOENT', 'usage', /check the path/],
    ['EISDIR', 'usage', /check the path/],
  ])('with code %s is of kind %s and says what to do', (system, code, hint) => {
    expect(fileFailure(failed(system), 'reading a.csv', 'usage')).toMatchObject({
      code,
      message: 'reading a.csv: why',
      hint: expect.stringMatching(hint),
    });
  });

  test.each(['ENOENT', 'ENOTDIR', 'ELOOP'])('with code %s is of the kind the caller gives wrong paths', (system) => {
    expect(fileFailure(failed(system), 'reading', 'artefact')).toMatchObject({ code: 'artefact', exitCode: 6 });
  });

  test.each([
    ['one of ours', new HandraiseError('busy', 'taken')],
    ['a bug', new TypeError('a bug')],
    ['a code nobody knows', failed('EWHATEVER')],
    ['the name of a property of objects', failed('constructor')],
    ['no error at all', 'text'],
  ])('that is %s stays as it is', (_, error) => {
    expect(fileFailure(error, 'reading', 'usage')).toBe(error);
  });
});

test.each(['ENOSPC', 'EMFILE', 'ENOMEM', 'EACCES', 'EPERM', 'EROFS'])('%s means the same to the database', (system) => {
  const file = fileFailure(failed(system), 'x', 'usage') as HandraiseError;
  const { code, hint } = databaseFailure(failed(system), 'x');
  expect({ code, hint }).toEqual({ code: file.code, hint: file.hint });
});
