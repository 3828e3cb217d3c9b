import { answerCases } from "./cases-answer.ts";
import { statusCases } from "./cases-status.ts";
import { testFaults } from "./test-faults.ts";

testFaults([...statusCases, ...answerCases]);
