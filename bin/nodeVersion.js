// "engines" in package.json, said in one line. Node of any version reads this file: on one that is too old the others fail with a stack trace.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const tooOld = major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6);

/** What is wrong with the Node that runs this, and what to do; null where it will do. */
export const nodeTooOld = tooOld
  ? {
      message: `Node ${process.versions.node} is too old: it can't read a configuration written in TypeScript`,
      hint: 'add Node 24 to this folder with npm i -D node@24, then npx handraise and npx node run on it (or install Node 24; 22.18 and 23.6 are the oldest that will do)',
    }
  : null;
