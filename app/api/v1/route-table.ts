/** Every route of the API by its path: what the OpenAPI document is made of. A test fails when a route file is missing here. */

import type { RouteTable } from "#lib/server/openapi/document.ts";
import * as accountsIdBenchmark from "./accounts/[id]/benchmark/route.ts";
import * as accountsIdExport from "./accounts/[id]/export/route.ts";
import * as accountsIdImportsImportIdPublish from "./accounts/[id]/imports/[importId]/publish/route.ts";
import * as accountsIdImportsImportId from "./accounts/[id]/imports/[importId]/route.ts";
import * as accountsIdImportsImportIdRows from "./accounts/[id]/imports/[importId]/rows/route.ts";
import * as accountsIdImportsImportIdUndo from "./accounts/[id]/imports/[importId]/undo/route.ts";
import * as accountsIdImports from "./accounts/[id]/imports/route.ts";
import * as accountsIdLotAssignments from "./accounts/[id]/lot-assignments/route.ts";
import * as accountsIdLotMethod from "./accounts/[id]/lot-method/route.ts";
import * as accountsIdMembersUserId from "./accounts/[id]/members/[userId]/route.ts";
import * as accountsIdPerformanceFacts from "./accounts/[id]/performance/facts/route.ts";
import * as accountsIdPerformance from "./accounts/[id]/performance/route.ts";
import * as accountsId from "./accounts/[id]/route.ts";
import * as accountsIdTrading from "./accounts/[id]/trading/route.ts";
import * as accounts from "./accounts/route.ts";
import * as activitiesIdReverse from "./activities/[id]/reverse/route.ts";
import * as activitiesId from "./activities/[id]/route.ts";
import * as activities from "./activities/route.ts";
import * as apiKeysKeyId from "./api-keys/[keyId]/route.ts";
import * as apiKeys from "./api-keys/route.ts";
import * as auditEventsId from "./audit-events/[id]/route.ts";
import * as auditEvents from "./audit-events/route.ts";
import * as bars from "./bars/route.ts";
import * as breaches from "./breaches/route.ts";
import * as calendarMode from "./calendar/mode/route.ts";
import * as calendarOverridesDay from "./calendar/overrides/[day]/route.ts";
import * as calendar from "./calendar/route.ts";
import * as corporateActionsIdTakeBack from "./corporate-actions/[id]/take-back/route.ts";
import * as corporateActionsIdWithdraw from "./corporate-actions/[id]/withdraw/route.ts";
import * as corporateActionsPreview from "./corporate-actions/preview/route.ts";
import * as corporateActions from "./corporate-actions/route.ts";
import * as deposits from "./deposits/route.ts";
import * as executions from "./executions/route.ts";
import * as flagsKey from "./flags/[key]/route.ts";
import * as flags from "./flags/route.ts";
import * as haltsIdCancelOrders from "./halts/[id]/cancel-orders/route.ts";
import * as haltsIdLift from "./halts/[id]/lift/route.ts";
import * as halts from "./halts/route.ts";
import * as haltsWorkingOrders from "./halts/working-orders/route.ts";
import * as instruments from "./instruments/route.ts";
import * as jobsIdRedrive from "./jobs/[id]/redrive/route.ts";
import * as jobsQueues from "./jobs/queues/route.ts";
import * as jobs from "./jobs/route.ts";
import * as journals from "./journals/route.ts";
import * as lots from "./lots/route.ts";
import * as mePassword from "./me/password/route.ts";
import * as mePreferences from "./me/preferences/route.ts";
import * as me from "./me/route.ts";
import * as ordersId from "./orders/[id]/route.ts";
import * as ordersIdStory from "./orders/[id]/story/route.ts";
import * as ordersCancelAll from "./orders/cancel-all/route.ts";
import * as ordersCounts from "./orders/counts/route.ts";
import * as ordersPreview from "./orders/preview/route.ts";
import * as orders from "./orders/route.ts";
import * as ping from "./ping/route.ts";
import * as portfolioEquity from "./portfolio/equity/route.ts";
import * as portfolio from "./portfolio/route.ts";
import * as positionsSymbolClose from "./positions/[symbol]/close/route.ts";
import * as positionsCloseAll from "./positions/close-all/route.ts";
import * as positions from "./positions/route.ts";
import * as pricesImportsImportIdPublish from "./prices/imports/[importId]/publish/route.ts";
import * as pricesImportsImportId from "./prices/imports/[importId]/route.ts";
import * as pricesImportsImportIdRows from "./prices/imports/[importId]/rows/route.ts";
import * as pricesImportsImportIdUndo from "./prices/imports/[importId]/undo/route.ts";
import * as pricesImports from "./prices/imports/route.ts";
import * as proof from "./proof/route.ts";
import * as quotes from "./quotes/route.ts";
import * as riskLimits from "./risk-limits/route.ts";
import * as sessionsSessionId from "./sessions/[sessionId]/route.ts";
import * as sessions from "./sessions/route.ts";
import * as stream from "./stream/route.ts";
import * as tradingStatus from "./trading-status/route.ts";
import * as usersUserIdPasswordLink from "./users/[userId]/password-link/route.ts";
import * as usersUserIdRole from "./users/[userId]/role/route.ts";
import * as usersUserId from "./users/[userId]/route.ts";
import * as usersUserIdSessions from "./users/[userId]/sessions/route.ts";
import * as usersUserIdStatus from "./users/[userId]/status/route.ts";
import * as users from "./users/route.ts";

export const routeTable: RouteTable = {
  "/api/v1/accounts": accounts,
  "/api/v1/accounts/{id}": accountsId,
  "/api/v1/accounts/{id}/benchmark": accountsIdBenchmark,
  "/api/v1/accounts/{id}/export": accountsIdExport,
  "/api/v1/accounts/{id}/imports": accountsIdImports,
  "/api/v1/accounts/{id}/imports/{importId}": accountsIdImportsImportId,
  "/api/v1/accounts/{id}/imports/{importId}/publish": accountsIdImportsImportIdPublish,
  "/api/v1/accounts/{id}/imports/{importId}/rows": accountsIdImportsImportIdRows,
  "/api/v1/accounts/{id}/imports/{importId}/undo": accountsIdImportsImportIdUndo,
  "/api/v1/accounts/{id}/lot-assignments": accountsIdLotAssignments,
  "/api/v1/accounts/{id}/lot-method": accountsIdLotMethod,
  "/api/v1/accounts/{id}/members/{userId}": accountsIdMembersUserId,
  "/api/v1/accounts/{id}/performance": accountsIdPerformance,
  "/api/v1/accounts/{id}/performance/facts": accountsIdPerformanceFacts,
  "/api/v1/accounts/{id}/trading": accountsIdTrading,
  "/api/v1/activities": activities,
  "/api/v1/activities/{id}": activitiesId,
  "/api/v1/activities/{id}/reverse": activitiesIdReverse,
  "/api/v1/api-keys": apiKeys,
  "/api/v1/api-keys/{keyId}": apiKeysKeyId,
  "/api/v1/audit-events": auditEvents,
  "/api/v1/audit-events/{id}": auditEventsId,
  "/api/v1/bars": bars,
  "/api/v1/breaches": breaches,
  "/api/v1/calendar": calendar,
  "/api/v1/calendar/mode": calendarMode,
  "/api/v1/calendar/overrides/{day}": calendarOverridesDay,
  "/api/v1/corporate-actions": corporateActions,
  "/api/v1/corporate-actions/{id}/take-back": corporateActionsIdTakeBack,
  "/api/v1/corporate-actions/{id}/withdraw": corporateActionsIdWithdraw,
  "/api/v1/corporate-actions/preview": corporateActionsPreview,
  "/api/v1/deposits": deposits,
  "/api/v1/executions": executions,
  "/api/v1/flags": flags,
  "/api/v1/flags/{key}": flagsKey,
  "/api/v1/halts": halts,
  "/api/v1/halts/{id}/cancel-orders": haltsIdCancelOrders,
  "/api/v1/halts/{id}/lift": haltsIdLift,
  "/api/v1/halts/working-orders": haltsWorkingOrders,
  "/api/v1/instruments": instruments,
  "/api/v1/jobs": jobs,
  "/api/v1/jobs/{id}/redrive": jobsIdRedrive,
  "/api/v1/jobs/queues": jobsQueues,
  "/api/v1/journals": journals,
  "/api/v1/lots": lots,
  "/api/v1/me": me,
  "/api/v1/me/password": mePassword,
  "/api/v1/me/preferences": mePreferences,
  "/api/v1/orders": orders,
  "/api/v1/orders/{id}": ordersId,
  "/api/v1/orders/{id}/story": ordersIdStory,
  "/api/v1/orders/cancel-all": ordersCancelAll,
  "/api/v1/orders/counts": ordersCounts,
  "/api/v1/orders/preview": ordersPreview,
  "/api/v1/ping": ping,
  "/api/v1/portfolio": portfolio,
  "/api/v1/portfolio/equity": portfolioEquity,
  "/api/v1/positions": positions,
  "/api/v1/positions/close-all": positionsCloseAll,
  "/api/v1/positions/{symbol}/close": positionsSymbolClose,
  "/api/v1/prices/imports": pricesImports,
  "/api/v1/prices/imports/{importId}": pricesImportsImportId,
  "/api/v1/prices/imports/{importId}/publish": pricesImportsImportIdPublish,
  "/api/v1/prices/imports/{importId}/rows": pricesImportsImportIdRows,
  "/api/v1/prices/imports/{importId}/undo": pricesImportsImportIdUndo,
  "/api/v1/proof": proof,
  "/api/v1/quotes": quotes,
  "/api/v1/risk-limits": riskLimits,
  "/api/v1/sessions": sessions,
  "/api/v1/sessions/{sessionId}": sessionsSessionId,
  "/api/v1/stream": stream,
  "/api/v1/trading-status": tradingStatus,
  "/api/v1/users": users,
  "/api/v1/users/{userId}": usersUserId,
  "/api/v1/users/{userId}/password-link": usersUserIdPasswordLink,
  "/api/v1/users/{userId}/role": usersUserIdRole,
  "/api/v1/users/{userId}/sessions": usersUserIdSessions,
  "/api/v1/users/{userId}/status": usersUserIdStatus,
};
