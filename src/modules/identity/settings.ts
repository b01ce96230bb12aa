// What sign-in needs to know of its installation: the address passkeys are bound to, the ministries' providers, how long
// a session lasts. Set once at the start, before the first request.

export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  /** Name of the environment variable that holds the client's secret. */
  readonly secretVariable: string;
}

export interface IdentitySettings {
  readonly baseUrl: string;
  readonly oidcProviders: Readonly<Record<string, OidcProvider>>;
  /** Where the providers' secrets are looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly sessionHours: number;
  readonly idleMinutes: number;
}

let settings: IdentitySettings = {
  baseUrl: "http://localhost:8080",
  oidcProviders: {},
  environment: {},
  sessionHours: 12,
  idleMinutes: 60,
};

export function configureIdentity(chosen: Partial<IdentitySettings>): void {
  settings = { ...settings, ...chosen };
}

export function identitySettings(): IdentitySettings {
  return settings;
}

export function isHttps(): boolean {
  return settings.baseUrl.startsWith("https:");
}

/** Host without port: what WebAuthn calls the relying party's id. */
export function relyingParty(): { readonly id: string; readonly origin: string } {
  const { hostname, origin } = new URL(settings.baseUrl);
  return { id: hostname, origin };
}
