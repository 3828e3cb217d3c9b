import { refusedCases } from "./cases-refused.ts";
import { trustTestCa } from "./places.ts";
import { testFaults } from "./test-faults.ts";

trustTestCa();
testFaults(refusedCases);
