// The one list of what the program is made of. A new capability is a folder, a migration, and a line here.
import type { AnyActKind, Module } from "#modules/record/index.ts";
import { recordModule } from "#modules/record/index.ts";
import { schemeModule } from "#modules/scheme/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { alertsModule } from "#modules/alerts/index.ts";
import { certificatesModule } from "#modules/certificates/index.ts";
import { outboxModule } from "#modules/outbox/index.ts";
import { exchangeModule } from "#modules/exchange/index.ts";
import { reportsModule } from "#modules/reports/index.ts";
import { totalsModule } from "#modules/totals/index.ts";
import { statisticsModule } from "#modules/statistics/index.ts";
import { governanceModule, requestsModule } from "#modules/governance/index.ts";
import { reformModule } from "#modules/reform/index.ts";
import { meetingsModule } from "#modules/meetings/index.ts";
import { officesModule } from "#modules/offices/index.ts";
import { publicModule } from "#modules/public/index.ts";
import { verifierModule } from "./verifier-program.ts";

export const modules: readonly Module[] = [
  recordModule,
  schemeModule,
  identityModule,
  alertsModule,
  certificatesModule,
  outboxModule,
  exchangeModule,
  reportsModule,
  totalsModule,
  statisticsModule,
  governanceModule,
  requestsModule,
  meetingsModule,
  reformModule,
  officesModule,
  publicModule,
  verifierModule,
];

export const actKinds: readonly AnyActKind[] = modules.flatMap((module) => module.actKinds);
