// What the keeper's commands have in common: the installation, opened for as long as a command needs it.
import { readConfig } from "#platform/config/config.ts";
import { openInstallation } from "../installation.ts";
import type { Installation } from "../installation.ts";

export async function withInstallation(work: (installation: Installation) => Promise<void>): Promise<void> {
  const installation = await openInstallation(readConfig(process.env), { connections: 4 });
  try {
    await work(installation);
  } finally {
    await installation.close();
  }
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
