// Finds Chrome or Chromium; as root on Debian it may install Debian's chromium.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Path of a browser, or undefined. */
export function findBrowser({ install = false } = {}) {
  const found = lookUp();
  if (found !== undefined || !install || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return found;
  console.log("No browser found: installing Debian's chromium.");
  const apt = (...parameters) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=300", "-qq", ...parameters], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  if (!apt("install", "-y", "--no-install-recommends", "chromium")) {
    apt("update");
    apt("install", "-y", "--no-install-recommends", "chromium");
  }
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
