// Finds Chrome or Chromium; as root on Debian it may install Debian's chromium.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { installPackages } from "./debian.js";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Path of a browser, or undefined. */
export function findBrowser({ install = false } = {}) {
  const found = lookUp();
  if (found !== undefined || !install) return found;
  installPackages(["chromium"]);
  return lookUp();
}

function lookUp() {
  const asked = process.env.KIMBERLITE_BROWSER;
  if (asked !== undefined && existsSync(asked)) return asked;
  for (const name of names) {
    const { status, stdout } = spawnSync("which", [name], { encoding: "utf8" });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}
