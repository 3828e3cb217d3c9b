import { cutCases } from "./cases-cut.ts";
import { garbageCases } from "./cases-garbage.ts";
import { textCases } from "./cases-text.ts";
import { testFaults } from "./test-faults.ts";

testFaults([...cutCases, ...textCases, ...garbageCases]);
