import { expect, test } from "vitest";
import { defaultDataDir } from "#electron/storage/data-folder.ts";

test.each([
  { platform: "linux", environment: {}, home: "/home/a", expected: "/home/a/.local/share/understudy" },
  { platform: "linux", environment: { XDG_DATA_HOME: "/data" }, home: "/home/a", expected: "/data/understudy" },
  {
    platform: "linux",
    environment: { XDG_DATA_HOME: "relative" },
    home: "/home/a",
    expected: "/home/a/.local/share/understudy",
  },
  {
    platform: "linux",
    environment: { XDG_DATA_HOME: "" },
    home: "/home/a",
    expected: "/home/a/.local/share/understudy",
  },
  { platform: "freebsd", environment: {}, home: "/home/a", expected: "/home/a/.local/share/understudy" },
  {
    platform: "darwin",
    environment: { XDG_DATA_HOME: "/data" },
    home: "/Users/a",
    expected: "/Users/a/Library/Application Support/Understudy",
  },
  {
    platform: "win32",
    environment: { APPDATA: "C:\\Users\\a\\AppData\\Roaming" },
    home: "C:\\Users\\a",
    expected: "C:\\Users\\a\\AppData\\Roaming\\Understudy",
  },
  { platform: "win32", environment: {}, home: "C:\\Users\\a", expected: "C:\\Users\\a\\AppData\\Roaming\\Understudy" },
])(
  "the data folder on $platform with $environment is the platform's usual one",
  ({ platform, environment, home, expected }) => {
    expect(defaultDataDir(platform, environment, home)).toBe(expected);
  },
);
