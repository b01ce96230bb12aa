// Settings: none is needed, a wrong one is named, and no password is shown.
import { isAbsolute } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig, redacted } from "./config.ts";
import { version } from "./version.ts";

const errorOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was refused";
};

describe("reading the settings", () => {
  test("nothing set, or set to nothing, is a program of this machine alone with its own database", () => {
    for (const environment of [
      {},
      { PORT: "", HOST: "", DATABASE_URL: "", BASE_URL: "", OIDC_PROVIDERS: "" },
    ]) {
      const config = readConfig(environment);
      expect(config).toMatchObject({
        port: 8080,
        host: "127.0.0.1",
        baseUrl: "http://localhost:8080",
        databaseUrl: undefined,
        oidcProviders: {},
        totalsFewest: 3,
        logLevel: "info",
      });
      expect(isAbsolute(config.dataFolder)).toBe(true);
    }
  });

  test("the address is that of the port unless another is given, and never ends with a slash", () => {
    expect(readConfig({ PORT: "9001" }).baseUrl).toBe("http://localhost:9001");
    expect(readConfig({ BASE_URL: "https://kp.example.org/" }).baseUrl).toBe("https://kp.example.org");
  });

  test.each([
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["PORT", "80.5"],
    ["BASE_URL", "kp.example.org"],
    ["LOG_LEVEL", "loud"],
    ["OIDC_PROVIDERS", "{not json"],
    ["OIDC_PROVIDERS", '{"BW-KPA":{"issuer":"https://login.example"}}'],
    ["OIDC_PROVIDERS", '{"BW-KPA":{"issuer":"nowhere","clientId":"a","secretVariable":"B"}}'],
  ])("%s=%s is refused by its name", (name, value) => {
    expect(errorOf({ [name]: value })).toContain(`\n  ${name}: `);
  });

  test("every wrong setting is named at once, and none that is right", () => {
    const message = errorOf({ PORT: "x", LOG_LEVEL: "x", HOST: "0.0.0.0" });
    expect(message.split("\n")).toHaveLength(3);
    expect(message).toMatch(/PORT.*\n.*LOG_LEVEL/);
    expect(message).not.toContain("HOST");
  });

  test("a refused setting is not repeated: it may hold a secret in the wrong place", () => {
    expect(errorOf({ OIDC_PROVIDERS: '{"BW-KPA":"hunter2"}', PORT: "hunter2" })).not.toContain("hunter2");
  });
});

describe("showing the settings", () => {
  const shown = (databaseUrl: string): string =>
    JSON.stringify(redacted(readConfig({ DATABASE_URL: databaseUrl })));

  test.each([
    "postgres://kp:hunter2@db.example:5432/kp",
    "postgres://kp:hun@hunter2@db.example/kp",
    "postgres://kp:hun/hunter2@db.example/kp",
    "postgres://kp:hun:hunter2@db.example/kp?sslmode=require",
    "postgres://:hunter2@db.example/kp",
    "postgres://db.example/kp?user=kp&password=hunter2&sslmode=require",
    "postgres://db.example/kp?sslpassword=hunter2",
  ])("the password of %s is starred, and the server can still be recognised", (url) => {
    expect(shown(url)).not.toContain("hunter2");
    expect(shown(url)).toContain("***");
    expect(shown(url)).toContain("db.example");
  });

  test("an address without a password is shown as it is, and the program's own database as such", () => {
    expect(shown("postgres://kp@db.example/kp")).toContain("postgres://kp@db.example/kp");
    expect(redacted(readConfig({}))["databaseUrl"]).toBe("(own PostgreSQL)");
  });

  test("of a ministry's sign-in only the name of the variable is shown that holds its secret", () => {
    const providers = {
      "BW-KPA": { issuer: "https://login.example", clientId: "kp", secretVariable: "BW_SECRET" },
    };
    const config = readConfig({ OIDC_PROVIDERS: JSON.stringify(providers), BW_SECRET: "hunter2" });
    expect(JSON.stringify(redacted(config))).toContain("BW_SECRET");
    expect(JSON.stringify(redacted(config))).not.toContain("hunter2");
  });
});

test("the version is that of the package", () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
});
