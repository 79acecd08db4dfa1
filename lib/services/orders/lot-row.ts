/** From a stored lot to the domain's value. */
import type { LotRow } from "#lib/db/execution.sql.ts";
import type { Lot } from "#lib/domain/positions/lots.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type InstrumentId, type LotId } from "#lib/domain/shared/ids.ts";

export function toLot(row: LotRow, instrumentId: InstrumentId): Lot {
  return {
    id: asId<LotId>(row.id),
    instrumentId,
    openedAt: new Date(row.openedAt),
    openedBy: row.openedBy,
    seq: BigInt(row.seq),
    quantity: dec(row.quantity),
    openQuantity: dec(row.openQuantity),
    cost: dec(row.cost),
    openCost: dec(row.openCost),
    splitNumerator: BigInt(row.splitNumerator),
    splitDenominator: BigInt(row.splitDenominator),
  };
}
