/** The one place where Prisma's Decimal and ours meet: by string, because they are different classes with different precision. */
import { type Decimal, dec, toPlain } from "#lib/domain/shared/decimal.ts";

interface PrismaDecimal {
  toFixed(): string;
}

export function fromColumn(value: PrismaDecimal): Decimal {
  return dec(value.toFixed());
}

export function fromNullableColumn(value: PrismaDecimal | null): Decimal | null {
  return value === null ? null : fromColumn(value);
}

export function plainColumn(value: PrismaDecimal): string {
  return toPlain(fromColumn(value));
}

export function plainNullableColumn(value: PrismaDecimal | null): string | null {
  return value === null ? null : plainColumn(value);
}
