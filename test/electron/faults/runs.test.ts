import { clockCases } from "./cases-clock.ts";
import { restartCases } from "./cases-restart.ts";
import { stopCases } from "./cases-stop.ts";
import { testFaults } from "./test-faults.ts";

testFaults([...stopCases, ...restartCases, ...clockCases]);
