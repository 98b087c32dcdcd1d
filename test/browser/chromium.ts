import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

export interface TestBrowser {
  readonly browser: Browser;
  /** A private folder for pages and downloads, removed with the browser. */
  readonly folder: string;
  close(): Promise<void>;
}

interface Binary {
  readonly executablePath?: string;
  readonly channel?: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A Chromium of its own: the one that comes as an npm package on Linux, an installed Chrome elsewhere.
 *
 * Everything it writes, its binary included, lies in one private temporary folder that `close` removes.
 */
export async function launchChromium(): Promise<TestBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'handraise-browser-'));
  try {
    const browser = await inFolder(folder, async () => {
      const { env, ...binary } = await findBinary(folder);
      return chromium.launch({
        ...binary,
        env: { ...definedEnvironment(), ...env, TMPDIR: folder, HOME: folder },
        // Tests may run as root, for whom Chromium refuses its sandbox; only pages of our own are opened.
        chromiumSandbox: false,
        args: ['--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage'],
      });
    });
    return {
      browser,
      folder,
      async close() {
        await browser.close();
        await remove(folder);
      },
    };
  } catch (error) {
    await remove(folder);
    throw error;
  }
}

async function findBinary(folder: string): Promise<Binary> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome', env: {} };
  const { default: packaged, inflate } = await import('@sparticuz/chromium');
  packaged.setGraphicsMode = false;
  const executablePath = await packaged.executablePath();
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  if (await starts(executablePath, folder)) return { executablePath, env: fonts };
  // A machine without NSS: the package brings the libraries along.
  const archive = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin/al2023.tar.br');
  await inflate(archive);
  return { executablePath, env: { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } };
}

async function starts(executable: string, folder: string): Promise<boolean> {
  try {
    await promisify(execFile)(executable, ['--version'], { env: { ...process.env, HOME: folder }, timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** Both the package and playwright put what they write where the environment says temporary files go. */
async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

// Child processes of the browser may still write for a moment after it has closed.
function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
