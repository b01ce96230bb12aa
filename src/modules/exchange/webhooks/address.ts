// Where a webhook may go. Hostile: an address somebody typed makes this server send a request. So: https only, no names and
// passwords in it, no address of a private network, asked of the very address the connection is made to, not only of the
// name, because what a name stands for can change between two looks.
import { lookup } from "node:dns";
import { BlockList, isIP } from "node:net";
import type { LookupFunction } from "node:net";

export type AddressProblem = "URL_INVALID" | "URL_NOT_HTTPS" | "URL_PRIVATE";

export interface AddressRules {
  /** In a demonstration a receiver may run on this machine, and without TLS. */
  readonly loopbackToo: boolean;
}

const longest = 500;

export function addressProblem(text: string, rules: AddressRules): AddressProblem | undefined {
  if (text.length > longest) return "URL_INVALID";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return "URL_INVALID";
  }
  if (url.username !== "" || url.password !== "" || url.hash !== "" || url.hostname === "")
    return "URL_INVALID";
  const host = hostOf(url);
  const loopback = rules.loopbackToo && (host === "localhost" || (isIP(host) !== 0 && isLoopback(host)));
  if (url.protocol !== "https:" && !(loopback && url.protocol === "http:")) return "URL_NOT_HTTPS";
  if (host === "localhost" || host.endsWith(".localhost")) return loopback ? undefined : "URL_PRIVATE";
  return isIP(host) === 0 || mayConnect(host, rules) ? undefined : "URL_PRIVATE";
}

/** Without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

export function mayConnect(address: string, { loopbackToo }: AddressRules): boolean {
  return isPublic(address) || (loopbackToo && isLoopback(address));
}

/** Resolves a name, and fails when any address it stands for may not be connected to. */
export function guardedLookup(rules: AddressRules): LookupFunction {
  return (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, []);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => !mayConnect(address, rules)))
        return done(Object.assign(new Error("private address"), { code: "EPRIVATE" }), []);
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

// IANA's special-purpose registries (RFC 6890 and its updates).
const notPublic4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
const refused = new BlockList();
for (const [network, prefix] of notPublic4) refused.addSubnet(network, prefix, "ipv4");
refused.addSubnet("2001::", 23, "ipv6");
refused.addSubnet("2001:db8::", 32, "ipv6");
refused.addSubnet("2002::", 16, "ipv6");
refused.addSubnet("3fff::", 20, "ipv6");
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
const loopbacks = new BlockList();
loopbacks.addSubnet("127.0.0.0", 8, "ipv4");
loopbacks.addAddress("::1", "ipv6");

function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !refused.check(address, "ipv4");
  // Of IPv6 only what is given out for the whole world; an IPv4 address in IPv6 writing is not.
  return isIP(address) === 6 && global6.check(address, "ipv6") && !refused.check(address, "ipv6");
}

function isLoopback(address: string): boolean {
  return loopbacks.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}
