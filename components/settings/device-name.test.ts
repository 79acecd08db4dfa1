// Sessions are recognised by the browser and the system they run on.
import { describe, expect, it } from "vitest";
import { deviceName } from "./device-name.ts";

describe("a device's name", () => {
  it("tells browsers apart that carry each other's names", () => {
    const chrome =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    expect(deviceName(chrome)).toBe("Chrome on Linux");
    expect(deviceName(chrome.replace("Chrome/", "HeadlessChrome/"))).toBe("Chrome on Linux");
    expect(deviceName(`${chrome} Edg/142.0.0.0`)).toBe("Edge on Linux");
    expect(deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1")).toBe(
      "Safari on iOS",
    );
  });

  it("shows an unknown program as it calls itself, and says when it does not", () => {
    expect(deviceName("curl/8.5.0")).toBe("curl/8.5.0");
    expect(deviceName(null)).toBe("Unknown program");
  });
});
