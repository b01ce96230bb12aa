// Running a real scheme, from an empty folder on: init, the first passkey, an authority and its first person; backup and
// restore, rebuild and audit; one server per folder, and a clean stop.
import { spawn } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, startBrowser, startProgram, visitor } from "./program.ts";
import type { Program } from "./program.ts";

const command = fileURLToPath(new URL("../../bin/kimberlite.js", import.meta.url));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a person at the terminal does, with only the data folder set. */
function kimberlite(folder: string, ...parameters: string[]): Promise<Ran> {
  const { BASE_URL: _, DATABASE_URL: __, NODE_ENV: ___, ...rest } = process.env;
  const child = spawn(process.execPath, [command, ...parameters], {
    cwd: tmpdir(),
    env: { ...rest, KIMBERLITE_DATA: folder, PORT: "0", LOG_LEVEL: "warn" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

/** Asks a folder's own database, with the owner's rights, beside the program. */
async function asOwner(folder: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({
    host: join(folder, "socket"),
    user: "postgres",
    password: (await readFile(join(folder, "db.password"), "utf8")).trim(),
    database: "kimberlite",
  });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

const digestOf = (folder: string): Promise<unknown[]> =>
  asOwner(
    folder,
    `select (select count(*)::int from act) as acts,
      (select md5(string_agg(md5(a::text || coalesce(p.claims::text, '')), '' order by serial)) from act a left join act_private p on p.act = a.serial) as record,
      (select md5(string_agg(l::text, '' order by position)) from log_entry l) as log,
      (select md5(string_agg(c::text, '' order by size)) from checkpoint c) as checkpoints,
      (select md5(string_agg(p::text, '' order by id)) from person p) as people,
      (select md5(string_agg(k::text, '' order by credential)) from passkey k) as passkeys,
      (select md5(string_agg(a::text, '' order by a::text)) from authority a) as authorities`,
  );

/** A passkey of the device itself; it holds what it registers for as long as the page lives. */
async function withAuthenticator(page: Page): Promise<void> {
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

const isRunning = (folder: string): boolean => existsSync(join(folder, "db", "postmaster.pid"));

if (browserPath === undefined)
  process.stdout.write("skipped: the journey of operating a scheme; KIMBERLITE_BROWSER is not set\n");

describe.skipIf(browserPath === undefined)("a real scheme", () => {
  let parent: string;
  let folder: string;
  let program: Program | undefined;
  let browser: Browser;
  let page: Page;
  let invitation = "";

  const start = async (): Promise<Program> => (program = await startProgram({ KIMBERLITE_DATA: folder }));
  const press = (name: RegExp): Promise<void> => page.getByRole("button", { name }).first().click();
  /** As Ctrl-C does; answers the exit code. */
  const stop = async (): Promise<number | null> => {
    if (program === undefined) return null;
    const { child, folder: unused } = program;
    program = undefined;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    await rm(unused, { recursive: true, force: true });
    return ended;
  };

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), "kimberlite-operate-"));
    await chmod(parent, 0o755);
    folder = join(parent, "first");
    browser = await startBrowser();
    ({ page } = await visitor(browser));
    await withAuthenticator(page);
  });
  afterAll(async () => {
    await browser?.close();
    await stop();
    await rm(parent, { recursive: true, force: true });
  });

  test("begins in an empty folder with a link for its administrator, and begins once", async () => {
    const init = ["init", "--scheme", "Journey scheme", "--administrator", "Ada Journey"];
    const wrong = await kimberlite(folder, ...init, "--origin", "https://kp.example/");
    expect(wrong).toMatchObject({ code: 1, out: "" });
    expect(wrong.err).toMatch(/is not an origin/);
    const begun = await kimberlite(folder, ...init, "--origin", "kp.example/log");
    expect(begun, begun.err).toMatchObject({ code: 0, err: "" });
    invitation = /\/invitation\/[\w-]{43}$/m.exec(begun.out)?.[0] ?? "";
    expect(invitation).not.toBe("");
    expect(begun.out).toContain(join(folder, "keys"));
    const again = await kimberlite(folder, ...init, "--origin", "kp.example/log");
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/There is a record in .* already/);
    expect(isRunning(folder)).toBe(false);
    expect((await stat(join(folder, "keys"))).mode & 0o777).toBe(0o700);
  });

  test("the link registers a passkey, once; with it the administrator signs in again", async () => {
    const { base } = await start();
    await page.goto(base + invitation);
    expect(await page.locator("h1").innerText()).toContain("Ada Journey");
    await page.locator('[name="passkeyName"]').fill("Office laptop");
    await press(/register a passkey/i);
    await page.waitForURL(/\/account/);
    expect(await page.locator("#passkeys").innerText()).toContain("Office laptop");
    expect((await page.request.get(base + invitation)).status()).toBe(404);

    await press(/sign out/i);
    await page.waitForURL(`${base}/`);
    expect((await page.request.get(`${base}/account`, { maxRedirects: 0 })).status()).toBe(303);
    await page.goto(`${base}/sign-in?back=/scheme`);
    await press(/sign in with a passkey/i);
    await page.waitForURL(/\/scheme$/);
    expect(await page.locator("h1").innerText()).not.toBe("");
  });

  test("nobody enters it as in a demonstration", async () => {
    const { base } = program as Program;
    expect((await page.request.get(`${base}/enter`)).status()).toBe(404);
    const post = await page.request.post(`${base}/enter`, {
      form: { organisation: "KPCS", role: "secretariat" },
      maxRedirects: 0,
    });
    expect(post.status()).toBe(404);
    const { page: anybody, context } = await visitor(browser, { javaScriptEnabled: false });
    await anybody.goto(`${base}/sign-in`);
    expect(await anybody.locator('a[href^="/enter"]').count()).toBe(0);
    await context.close();
  });

  test("the Secretariat lists a Participant, designates its authority, and invites its administrator", async () => {
    const { base } = program as Program;
    await page.goto(`${base}/scheme/participants/new`);
    await page.locator('[name="code"]').fill("SL");
    await page.locator('[name="kind"][value="STATE"]').check();
    await page.locator('[name="name-en"]').fill("Sierra Leone");
    await press(/continue/i);
    await page.locator('button[name="confirmed"]').click();
    await page.waitForURL(/participant=SL/);
    await page.locator('[name="status"][value="PARTICIPANT"]').check();
    await page.locator('[name="from"]').fill("2003-01-01");
    await page.locator('[name="source"]').fill("Administrative Decision of the Plenary");
    await press(/continue/i);
    await page.locator('button[name="confirmed"]').click();
    await page.waitForURL(/\/participants\/SL$/);

    await page.goto(`${base}/scheme/authorities/new`);
    await page.locator('[name="participant"]').selectOption("SL");
    await page.locator('[name="code"]').fill("SL-KPA");
    await page.locator('[name="name-en"]').fill("Journey Diamond Office");
    for (const role of ["EXPORT", "IMPORT"]) await page.locator(`[name="roles"][value="${role}"]`).check();
    await page.locator('[name="contact"]').fill("kimberley@example.org");
    await page.locator('[name="register"][value="published"]').check();
    await page.locator('[name="from"]').fill("2026-01-01");
    await press(/continue/i);
    await page.locator('button[name="confirmed"]').click();
    await page.waitForURL(/\/participants\/SL$/);
    expect(await page.locator("main").innerText()).toContain("Journey Diamond Office");
    expect((await kimberlite(folder, "keys")).out).toMatch(/^SL-KPA$/m);

    await page.goto(`${base}/authority/people/invite?organisation=SL-KPA`);
    await page.locator('[name="name"]').fill("Bai Journey");
    await page.locator('[name="roles"][value="authority-administrator"]').check();
    await press(/make the invitation/i);
    const link = await page.locator('a[href*="/invitation/"]').getAttribute("href");
    const { page: invited, context } = await visitor(browser, { javaScriptEnabled: false });
    const opened = await invited.goto(new URL(link ?? "", base).href);
    expect(opened?.status()).toBe(200);
    expect(await invited.locator("h1").innerText()).toContain("Bai Journey");
    await context.close();
  });

  test("a second server on the folder is told who holds it", async () => {
    const second = await kimberlite(folder, "start");
    expect(second).toMatchObject({ code: 3, out: "" });
    expect(second.err).toContain(`in use by process ${program?.child.pid}`);
    expect((await fetch(`${program?.base}/healthz`)).status).toBe(200);
  });

  test("backed up while it runs and restored elsewhere, the record is the same and the audit clean", async () => {
    await expect
      .poll(async () => (await kimberlite(folder, "audit")).out, { timeout: 30_000 })
      .toMatch(/Everything agrees: \d+ acts/);
    const file = join(parent, "kimberlite.backup");
    const made = await kimberlite(folder, "backup", file);
    expect(made, made.err).toMatchObject({ code: 0, err: "" });
    expect(made.out).toMatch(/keys .* are not in it/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const second = join(parent, "second");
    await mkdir(second);
    await cp(join(folder, "keys"), join(second, "keys"), { recursive: true });
    const whole = await readFile(file);
    for (const [name, bytes] of [
      ["cut", whole.subarray(0, whole.length - 200)],
      [
        "changed",
        Buffer.concat([whole.subarray(0, 400), Buffer.from([(whole[400] ?? 0) ^ 1]), whole.subarray(401)]),
      ],
      ["nonsense", Buffer.from("not a backup")],
    ] as const) {
      const broken = join(parent, `${name}.backup`);
      await writeFile(broken, bytes);
      const refused = await kimberlite(second, "restore", broken);
      expect(refused, name).toMatchObject({ code: 1, out: "" });
      expect(refused.err, name).toContain(broken);
    }

    const restored = await kimberlite(second, "restore", file);
    expect(restored, restored.err).toMatchObject({ code: 0, err: "" });
    const audited = await kimberlite(second, "audit");
    expect(audited.code).toBe(0);
    expect(restored.out).toBe(
      `${audited.out}The log signs nothing yet: \`kimberlite log resume\` asks its witnesses first whether anything newer was seen.\n`,
    );
    const [same, files] = (await kimberlite(folder, "audit")).out.split("\n");
    expect(audited.out).toBe(`${same}\n`);
    expect(files).toMatch(/^So do the \d+ published files of the log\.$/);
    const twice = await kimberlite(second, "restore", file);
    expect(twice.code).toBe(1);
    expect(twice.err).toMatch(/already holds a record/);
    expect(isRunning(second)).toBe(false);

    const resumed = await kimberlite(second, "log", "resume");
    expect(resumed, resumed.err).toMatchObject({ code: 0, err: "" });
    expect(resumed.out).toMatch(/signs on from its head of \d+ entries/);
    expect(await kimberlite(second, "log", "resume")).toMatchObject({ code: 1 });

    const before = await digestOf(folder);
    expect((before[0] as { acts: number }).acts).toBeGreaterThan(5);
    const copy = await startProgram({ KIMBERLITE_DATA: second });
    try {
      const after = await digestOf(second);
      expect(after).toEqual(before);
      const trail = await fetch(`${copy.base}/participants/SL`);
      expect(await trail.text()).toContain("Journey Diamond Office");
    } finally {
      await copy.stop();
    }
  });

  test("a changed projection is named by the audit, with exit code 2, and made right by a rebuild", async () => {
    await asOwner(folder, "update person set name = 'Eve Journey' where name = 'Bai Journey'");
    const audited = await kimberlite(folder, "audit");
    expect(audited).toMatchObject({ code: 2, err: "" });
    expect(audited.out).toMatch(/DIFFERENCE: table person: .*(Eve|Bai) Journey/);
    const rebuilt = await kimberlite(folder, "rebuild");
    expect(rebuilt, rebuilt.err).toMatchObject({ code: 0 });
    expect(rebuilt.out).toMatch(/\d+ tables made again from \d+ acts/);
    const clean = await kimberlite(folder, "audit");
    expect(clean, clean.err).toMatchObject({ code: 0, err: "" });
    expect(await asOwner(folder, "select 1 from person where name = 'Bai Journey'")).toHaveLength(1);
  });

  test("Ctrl-C stops it cleanly, database and all; started again, everybody is still signed in", async () => {
    expect(isRunning(folder)).toBe(true);
    expect(await stop()).toBe(0);
    expect(isRunning(folder)).toBe(false);
    const { base } = await start();
    await page.goto(`${base}/account`);
    expect(await page.locator("#passkeys").innerText()).toContain("Office laptop");
    expect(await stop()).toBe(0);
    expect(isRunning(folder)).toBe(false);
  });
});
