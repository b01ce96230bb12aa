// Debian packages that tests use where they are there: readers of paper and of the log that are not ours. As root on Debian they are
// installed; elsewhere the tests that need them are skipped, and counted as skipped.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Program looked for, and the package that brings it. */
const readers = {
  zbarimg: "zbar-tools",
  ZXingReader: "zxing-cpp-tools",
  pdfsig: "poppler-utils",
  qpdf: "qpdf",
  convert: "imagemagick",
};

/** Names of the readers that are still missing afterwards. */
export function findReaders({ install = false } = {}) {
  const missing = () => Object.keys(readers).filter((program) => !isThere(program));
  const wanted = missing();
  if (wanted.length > 0 && install) installPackages(wanted.map((program) => readers[program]));
  return missing();
}

const goSources = "/usr/share/gocode";
const logPackages = ["golang-go", "golang-golang-x-mod-dev", "python3-cbor2", "python3-cryptography"];

/**
 * Unrelated readers of the log: the environment in which `go` finds golang.org/x/mod, and a Python with cbor2 and
 * cryptography (the first in the path may not be the system's). Undefined where it is not there.
 */
export function findLogReaders({ install = false } = {}) {
  const find = () => ({
    go:
      isThere("go") && existsSync(`${goSources}/src/golang.org/x/mod/sumdb/tlog`)
        ? { GO111MODULE: "off", GOPATH: goSources, GOFLAGS: "" }
        : undefined,
    python: ["python3", "/usr/bin/python3"].find(
      (one) => spawnSync(one, ["-c", "import cbor2, cryptography"], { stdio: "ignore" }).status === 0,
    ),
  });
  const found = find();
  if (!install || (found.go !== undefined && found.python !== undefined)) return found;
  installPackages(logPackages);
  return find();
}

/** Does nothing unless this is Debian and we are root. */
export function installPackages(packages) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log(`Installing Debian's ${packages.join(", ")}.`);
  const apt = (...parameters) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=300", "-qq", ...parameters], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  if (apt("install", "-y", "--no-install-recommends", ...packages)) return;
  apt("update");
  apt("install", "-y", "--no-install-recommends", ...packages);
}

export function isThere(program) {
  return spawnSync("which", [program], { stdio: "ignore" }).status === 0;
}
