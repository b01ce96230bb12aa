// The table of doors: which row a request is, and who may pass. What no row allows does not exist.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findDoor, mayEnter } from "./access.ts";
import type { Door } from "./access.ts";

const door = (method: Door["method"], path: string, allow: Door["allow"] = "everyone"): Door => ({
  method,
  path,
  allow,
});

const doors: readonly Door[] = [
  door("GET", "/certificates/:id"),
  door("GET", "/certificates/new"),
  door("POST", "/certificates/:id/issue", ["issuing-officer"]),
  door("GET", "/:anything/:id/paper"),
  door("GET", "/certificates/:id/paper"),
  door("GET", "/tiles/*"),
  door("GET", "/tiles/head"),
  door("GET", "/"),
];
const found = (method: string, path: string): string | undefined => findDoor(doors, method, path)?.path;

describe("the row of a request", () => {
  test("a literal address goes before one with a parameter, wherever it stands in the table", () => {
    expect(found("GET", "/certificates/new")).toBe("/certificates/new");
    expect(found("GET", "/certificates/other")).toBe("/certificates/:id");
    expect(found("GET", "/certificates/1/paper")).toBe("/certificates/:id/paper");
    expect(found("GET", "/tiles/head")).toBe("/tiles/head");
  });

  test("HEAD is GET without its body, and no other method is taken for another", () => {
    expect(found("HEAD", "/certificates/1")).toBe("/certificates/:id");
    expect(found("HEAD", "/certificates/1/issue")).toBeUndefined();
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get", "TRACE", ""])
      expect(found(method, "/certificates/1"), method).toBeUndefined();
    expect(found("GET", "/certificates/1/issue")).toBeUndefined();
  });

  test("a parameter is one segment that is not empty", () => {
    for (const path of [
      "/certificates",
      "/certificates/",
      "/certificates//",
      "/certificates/1/",
      "/certificates/1/2",
    ])
      expect(found("GET", path), path).toBeUndefined();
  });

  test("a star is everything below its address, but not the address itself", () => {
    expect(found("GET", "/tiles/0/x001/002")).toBe("/tiles/*");
    expect(found("GET", "/tiles")).toBeUndefined();
    expect(found("GET", "/tilesets/1")).toBeUndefined();
  });

  test("an address that differs in any letter, or in a slash, is in no row", () => {
    for (const path of [
      "",
      "//",
      "/Certificates/new",
      "/certificates/new ",
      "/certificate/new",
      "certificates/new",
    ])
      expect(["/certificates/new", "/"], path).not.toContain(found("GET", path));
  });

  test("an empty table has no row for anything", () => {
    fc.assert(
      fc.property(fc.constantFrom("GET", "POST", "HEAD"), fc.webPath(), (method, path) => {
        expect(findDoor([], method, path)).toBeUndefined();
      }),
    );
  });

  test("whatever row is found, its literal parts are those of the address", () => {
    const segment = fc.constantFrom(
      "certificates",
      "new",
      "issue",
      "tiles",
      "head",
      "paper",
      "1",
      "",
      "*",
      ":id",
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), (segments) => {
        const path = `/${segments.join("/")}`;
        const row = findDoor(doors, "GET", path);
        if (row === undefined) return;
        const asked = path.split("/");
        row.path.split("/").forEach((part, i) => {
          if (!part.startsWith(":") && part !== "*") expect(asked[i]).toBe(part);
        });
      }),
    );
  });
});

describe("who may pass", () => {
  test("everyone is everyone, signed-in is any role, and a list is one of its roles", () => {
    expect(mayEnter(door("GET", "/"), [])).toBe(true);
    expect(mayEnter(door("GET", "/", "signed-in"), [])).toBe(false);
    expect(mayEnter(door("GET", "/", "signed-in"), ["exporter"])).toBe(true);
    const officers = door("GET", "/", ["issuing-officer", "validating-officer"]);
    expect(mayEnter(officers, [])).toBe(false);
    expect(mayEnter(officers, ["exporter", "secretariat"])).toBe(false);
    expect(mayEnter(officers, ["exporter", "validating-officer"])).toBe(true);
  });

  test("a row that allows nobody lets nobody pass, and no made-up role opens anything", () => {
    const nobody = door("GET", "/", []);
    fc.assert(
      fc.property(fc.array(fc.string()), (roles) => {
        expect(mayEnter(nobody, roles)).toBe(false);
        const others = roles.filter((role) => role !== "secretariat");
        expect(mayEnter(door("GET", "/", ["secretariat"]), others)).toBe(false);
      }),
    );
  });
});
