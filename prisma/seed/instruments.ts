/** The instruments of the simulated market: real symbols with round start prices; how they move is invented. */
import type { SimulationProfile } from "#lib/domain/market/simulation-profile.ts";

export type SeedInstrument = SimulationProfile & {
  name: string;
  exchange: "NASDAQ" | "NYSE" | "CRYPTO";
  fractionable: boolean;
  shortable: boolean;
};

type Row = [
  symbol: string,
  name: string,
  exchange: "NASDAQ" | "NYSE",
  startPrice: string,
  dailyVolatilityPpm: number,
  marketBetaPpm: number,
  dailyVolume: string,
];

/** Volatility and beta in millionths: 15,000 is 1.5 % a day, 1,200,000 a beta of 1.2. */
const EQUITIES: readonly Row[] = [
  ["AAPL", "Apple Inc.", "NASDAQ", "232.5", 14_500, 1_150_000, "52000000"],
  ["MSFT", "Microsoft Corporation", "NASDAQ", "428.3", 13_500, 1_050_000, "21000000"],
  ["GOOGL", "Alphabet Inc. Class A", "NASDAQ", "178.4", 16_000, 1_100_000, "27000000"],
  ["GOOG", "Alphabet Inc. Class C", "NASDAQ", "180.1", 16_000, 1_100_000, "19000000"],
  ["AMZN", "Amazon.com, Inc.", "NASDAQ", "204.6", 17_500, 1_200_000, "39000000"],
  ["NVDA", "NVIDIA Corporation", "NASDAQ", "142.8", 28_000, 1_800_000, "240000000"],
  ["META", "Meta Platforms, Inc.", "NASDAQ", "566.2", 20_000, 1_250_000, "13000000"],
  ["TSLA", "Tesla, Inc.", "NASDAQ", "338.7", 33_000, 1_900_000, "95000000"],
  ["NFLX", "Netflix, Inc.", "NASDAQ", "874.9", 19_500, 1_150_000, "3200000"],
  ["INTC", "Intel Corporation", "NASDAQ", "24.85", 24_000, 1_200_000, "61000000"],
  ["AMD", "Advanced Micro Devices, Inc.", "NASDAQ", "137.6", 27_000, 1_700_000, "42000000"],
  ["CSCO", "Cisco Systems, Inc.", "NASDAQ", "58.3", 11_500, 900_000, "18000000"],
  ["PEP", "PepsiCo, Inc.", "NASDAQ", "161.7", 9_500, 500_000, "5600000"],
  ["ORCL", "Oracle Corporation", "NYSE", "190.4", 17_000, 1_050_000, "8300000"],
  ["CRM", "Salesforce, Inc.", "NYSE", "332.1", 18_500, 1_200_000, "6100000"],
  ["JPM", "JPMorgan Chase & Co.", "NYSE", "245.2", 13_000, 1_050_000, "9200000"],
  ["BAC", "Bank of America Corporation", "NYSE", "46.75", 14_500, 1_150_000, "34000000"],
  ["WFC", "Wells Fargo & Company", "NYSE", "74.9", 15_500, 1_150_000, "16000000"],
  ["V", "Visa Inc.", "NYSE", "309.8", 11_000, 900_000, "6400000"],
  ["JNJ", "Johnson & Johnson", "NYSE", "155.3", 9_500, 500_000, "7300000"],
  ["WMT", "Walmart Inc.", "NYSE", "88.4", 10_500, 600_000, "17000000"],
  ["PG", "The Procter & Gamble Company", "NYSE", "173.2", 9_500, 450_000, "6800000"],
  ["XOM", "Exxon Mobil Corporation", "NYSE", "120.6", 14_000, 800_000, "14000000"],
  ["KO", "The Coca-Cola Company", "NYSE", "63.85", 8_500, 450_000, "14000000"],
  ["DIS", "The Walt Disney Company", "NYSE", "114.9", 15_000, 1_050_000, "10000000"],
  ["BA", "The Boeing Company", "NYSE", "149.3", 21_000, 1_300_000, "9400000"],
  ["GE", "GE Aerospace", "NYSE", "180.7", 17_000, 1_200_000, "5200000"],
  ["CAT", "Caterpillar Inc.", "NYSE", "396.4", 16_000, 1_100_000, "2600000"],
  ["MCD", "McDonald's Corporation", "NYSE", "291.6", 10_000, 600_000, "3600000"],
  ["NKE", "NIKE, Inc. Class B", "NYSE", "77.45", 17_000, 1_000_000, "12000000"],
];

export const INSTRUMENTS: readonly SeedInstrument[] = [
  ...EQUITIES.map(([symbol, name, exchange, startPrice, dailyVolatilityPpm, marketBetaPpm, dailyVolume]) => ({
    symbol,
    name,
    exchange,
    assetClass: "us_equity" as const,
    startPrice,
    tickSize: "0.01",
    dailyVolatilityPpm,
    marketBetaPpm,
    dailyVolume,
    fractionable: true,
    shortable: true,
    ...(symbol === "GOOG" ? { twinOf: "GOOGL" } : {}),
  })),
  crypto("BTC/USD", "Bitcoin", "97850", 31_000, "24000"),
  crypto("ETH/USD", "Ether", "3345.6", 38_000, "310000"),
];

/** Crypto trades in fractions and cannot be borrowed here. */
function crypto(
  symbol: string,
  name: string,
  startPrice: string,
  volatilityPpm: number,
  volume: string,
): SeedInstrument {
  return {
    symbol,
    name,
    exchange: "CRYPTO",
    assetClass: "crypto",
    startPrice,
    tickSize: "0.01",
    dailyVolatilityPpm: volatilityPpm,
    marketBetaPpm: 1_000_000,
    dailyVolume: volume,
    fractionable: true,
    shortable: false,
  };
}
