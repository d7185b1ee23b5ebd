import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretForms } from './secrets.ts';

/** Larger files are images, not places where credentials are kept. */
const LARGEST = 32 * 1024 * 1024;

/**
 * The names of the texts that contain a secret in any of its forms. Secrets are identified by number, never by value.
 */
export function leaksInTexts(secrets: readonly string[], texts: Readonly<Record<string, string>>): string[] {
  return secrets.flatMap((secret, at) => {
    const forms = secretForms(secret);
    const places = Object.entries(texts).filter(([, text]) => forms.some(form => text.includes(form)));
    return places.map(([name]) => `secret ${at + 1} in ${name}`);
  });
}

/** The same for the names and contents of all files below `folder`. A missing folder contains nothing. */
export function leaksInFolder(secrets: readonly string[], folder: string): string[] {
  const files = filesBelow(folder);
  return files.flatMap(file => leaksInTexts(secrets, { [file]: `${file}\n${readFileSync(file, 'latin1')}` }));
}

/** Every regular file below a folder, sorted; links are not followed. */
export function filesBelow(folder: string): string[] {
  const status = lstatSync(folder, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(file => {
      const entry = lstatSync(file, { throwIfNoEntry: false });
      return entry?.isFile() && entry.size <= LARGEST;
    })
    .sort();
}
