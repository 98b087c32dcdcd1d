import { spawnSync } from 'node:child_process';

/** Python packages that peers come in. */
export const packages = {
  xgboost: { module: 'xgboost', install: 'apt install python3-xgboost' },
  'scikit-learn': { module: 'sklearn', install: 'apt install python3-sklearn' },
  lightgbm: { module: 'lightgbm', install: 'pip install lightgbm' },
} as const;

export type PeerName = keyof typeof packages;

/** An interpreter that has a package, and the version of the package. */
export interface Python {
  readonly command: string;
  readonly version: string;
}

/** Debian's interpreter comes first, as it is the one that has Debian's packages. */
const commands = ['/usr/bin/python3', 'python3'];

/** The first interpreter that can import the package; undefined where there is none. */
export function findPython(name: PeerName): Python | undefined {
  const { module } = packages[name];
  for (const command of commands) {
    const found = spawnSync(command, ['-c', `import ${module}; print(${module}.__version__)`], { encoding: 'utf8' });
    if (found.status === 0) return { command, version: found.stdout.trim() };
  }
  return undefined;
}
