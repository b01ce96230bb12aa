// All settings, read once at the start: every one is optional, and `npm start` with none set works.
import { resolve } from "node:path";
import { z } from "zod";

const OidcProvider = z.strictObject({
  issuer: z.url(),
  clientId: z.string().min(1),
  /** Name of the environment variable that holds the client's secret. */
  secretVariable: z.string().min(1),
});

const Config = z.object({
  /** TCP port of the web server. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Address to listen on; only this machine unless told otherwise. */
  HOST: z.string().default("127.0.0.1"),
  /** Address under which people reach the program; passkeys and links are bound to it. */
  BASE_URL: z.url().optional(),
  /** PostgreSQL server (15 or newer); without it the program runs its own. */
  DATABASE_URL: z.string().min(1).optional(),
  /** Data folder: keys, and the program's own database. */
  KIMBERLITE_DATA: z.string().min(1).default("./data"),
  /** Providers by organisation code, as JSON: {"BW-KPA": {"issuer": …, "clientId": …, "secretVariable": …}}. */
  OIDC_PROVIDERS: z
    .string()
    .default("{}")
    .transform((text, ctx) => {
      try {
        return z.record(z.string(), OidcProvider).parse(JSON.parse(text));
      } catch {
        ctx.addIssue({
          code: "custom",
          message: 'not JSON of the form {"ORGANISATION": {issuer, clientId, secretVariable}}',
        });
        return z.NEVER;
      }
    }),
  /** With fewer certificates than this in a quarter, published totals are withheld: they would tell one trader's business. */
  TOTALS_FEWEST: z.coerce.number().int().min(1).max(1_000).default(3),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly baseUrl: string;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly oidcProviders: Readonly<
    Record<string, { issuer: string; clientId: string; secretVariable: string }>
  >;
  readonly totalsFewest: number;
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
}

/** Throws an Error whose message names each wrong setting and what it should be. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Config.safeParse(set);
  if (!parsed.success) {
    throw new Error(
      `Settings that cannot be used:\n${parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n")}`,
    );
  }
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    baseUrl: (data.BASE_URL ?? `http://localhost:${data.PORT}`).replace(/\/$/, ""),
    databaseUrl: data.DATABASE_URL,
    dataFolder: resolve(data.KIMBERLITE_DATA),
    oidcProviders: data.OIDC_PROVIDERS,
    totalsFewest: data.TOTALS_FEWEST,
    logLevel: data.LOG_LEVEL,
  };
}

/** The settings in force, safe to show: a database password is starred. */
export function redacted(config: Config): Record<string, unknown> {
  return {
    ...config,
    databaseUrl:
      config.databaseUrl
        // Up to the last "@": a password may hold one, or a slash, that nobody wrote as a percent sign.
        ?.replace(/\/\/([^:/@]*):.*@/, "//$1:***@")
        .replace(/([?&][a-z_]*password=)[^&]*/gi, "$1***") ?? "(own PostgreSQL)",
  };
}
