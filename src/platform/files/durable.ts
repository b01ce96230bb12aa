// Files that are there whole or not at all, also after a power cut: written aside, forced to the disk, given their name,
// and the folder forced to the disk as well.
import { randomBytes } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** How the names of files end that were never finished. */
export const unfinished = ".part";

/** Puts a file in the place of the one that may be there. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await made(dirname(path));
  const aside = await writtenAside(path, content);
  try {
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await forceFolder(dirname(path));
}

/**
 * Puts files where none are. Answers those paths that were taken, which are left as they were: a caller that knows what
 * must be in them compares.
 */
export async function placeFiles(
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Promise<readonly string[]> {
  const taken: string[] = [];
  const folders = new Set<string>();
  for (const { path, content } of files) {
    const folder = dirname(path);
    if (!folders.has(folder)) await made(folder);
    folders.add(folder);
    const aside = await writtenAside(path, content);
    try {
      await link(aside, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      taken.push(path);
    } finally {
      await rm(aside, { force: true });
    }
  }
  for (const folder of folders) await forceFolder(folder);
  return taken;
}

async function writtenAside(path: string, content: string | Uint8Array): Promise<string> {
  const aside = `${path}.${randomBytes(6).toString("hex")}${unfinished}`;
  const file = await open(aside, "wx", 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return aside;
}

/** A new folder is named in the one above it, which must reach the disk too. */
async function made(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let at = folder; at.length >= first.length; at = dirname(at)) await forceFolder(dirname(at));
}

async function forceFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
