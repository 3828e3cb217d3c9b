import { connectionCases } from "./cases-connection.ts";
import { trustTestCa } from "./places.ts";
import { testFaults } from "./test-faults.ts";

trustTestCa();
testFaults(connectionCases);
