import { expect, test } from "vitest";
import { parseTime } from "./parse-time.ts";
import { isoTime } from "./time.ts";

test.each([
  ["2999-01-01", "2999-01-01T00:00:00Z"],
  ["29990101", "2999-01-01T00:00:00Z"],
  ["2999-01-01T00:00:00Z", "2999-01-01T00:00:00Z"],
  ["2999-01-01 02:30+02:30", "2999-01-01T00:00:00Z"],
  ["2999-01-01x10", "2999-01-01T10:00:00Z"],
  ["29990101T102030,5", "2999-01-01T10:20:30.500000Z"],
  ["2999-01-01T10:20:30.1234567-00:00:30", "2999-01-01T10:21:00.123456Z"],
  ["2999-W01-1", "2998-12-31T00:00:00Z"],
  ["2999W011T10", "2998-12-31T10:00:00Z"],
  ["2020-W53-7", "2021-01-03T00:00:00Z"],
  ["2999W01", "2998-12-31T00:00:00Z"],
  ["0050-01-01", "0050-01-01T00:00:00Z"],
])("%s is read", (text, expected) => {
  expect(isoTime(parseTime(text), "python")).toBe(expected.replace("Z", "+00:00"));
});

test.each([
  ["", "Invalid isoformat string: ''"],
  ["2999-01", "Invalid isoformat string: '2999-01'"],
  ["2999-01-01T", "Invalid isoformat string: '2999-01-01T'"],
  ["2999-01-01T10:3", "Invalid isoformat string: '2999-01-01T10:3'"],
  ["2999-01-01T10Z1", "Invalid isoformat string: '2999-01-01T10Z1'"],
  ["2999W0110", "Invalid isoformat string: '2999W0110'"],
  ["2021-W53-7", "Invalid isoformat string: '2021-W53-7'"],
  ["2999-13-01", "month must be in 1..12"],
  ["2999-02-29", "day is out of range for month"],
  ["0000-01-01", "year 0 is out of range"],
  ["2999-01-01T24:00", "hour must be in 0..23"],
  ["2999-01-01T10:60", "minute must be in 0..59"],
  ["2999-01-01T10:00:60", "second must be in 0..59"],
])("%s is refused", (text, message) => {
  expect(() => parseTime(text)).toThrow(new RangeError(message));
});
