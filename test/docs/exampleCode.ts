/**
 * The body of an example of a doc comment: a line `expression // value`, without a semicolon, promises that value.
 *
 * @param promise the code that checks a promise.
 */
export function exampleCode(example: string, promise: (expression: string, value: string) => string): string {
  return example
    .replaceAll(/^import .*;$|^export default /gm, '')
    .split('\n')
    .map((line) => {
      const [, expression, value] = /^(?!const |await |\/\/)(\S.*[^;{,([]) \/\/ ([^;]+)/.exec(line) ?? [];
      return expression === undefined || value === undefined ? line : promise(expression, value);
    })
    .join('\n');
}
