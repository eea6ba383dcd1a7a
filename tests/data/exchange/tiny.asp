% A tiny model, by Zoe in two lines
% minimise prefer, should at most -10
{ plan_mon_fly }.
{ dose_mon_fly(at_least,1); dose_mon_fly(at_least,2); dose_mon_fly(at_least,3) }.
:- dose_mon_fly(at_least,2), not dose_mon_fly(at_least,1).
:- dose_mon_fly(at_least,3), not dose_mon_fly(at_least,2).
{ sum_week(bit,1); sum_week(bit,2); sum_week(bit,4); sum_week(bit,8); sum_week(bit,16); sum_week(bit,32) }.
:- 43 <= #sum { 1,0 : sum_week(bit,1); 2,1 : sum_week(bit,2); 4,2 : sum_week(bit,4); 8,3 : sum_week(bit,8); 16,4 : sum_week(bit,16); 32,5 : sum_week(bit,32) }.
{ gain_prefer(at_least,1); gain_prefer(at_least,2); gain_prefer(at_least,3); gain_prefer(at_least,4); gain_prefer(at_least,5) }.
:- gain_prefer(at_least,2), not gain_prefer(at_least,1).
:- gain_prefer(at_least,3), not gain_prefer(at_least,2).
:- gain_prefer(at_least,4), not gain_prefer(at_least,3).
:- gain_prefer(at_least,5), not gain_prefer(at_least,4).
:- not #sum { 1,0 : dose_mon_fly(at_least,1); 1,1 : dose_mon_fly(at_least,2); 1,2 : dose_mon_fly(at_least,3); -3,3 : plan_mon_fly } <= 0. % row_1
:- not 4 <= #sum { 1,0 : sum_week(bit,1); 2,1 : sum_week(bit,2); 4,2 : sum_week(bit,4); 8,3 : sum_week(bit,8); 16,4 : sum_week(bit,16); 32,5 : sum_week(bit,32); -20,6 : plan_mon_fly; -5,7 : dose_mon_fly(at_least,1); -5,8 : dose_mon_fly(at_least,2); -5,9 : dose_mon_fly(at_least,3) } <= 4. % row_2
:- plan_mon_fly, not 5 <= #sum { 1,0 : sum_week(bit,1); 2,1 : sum_week(bit,2); 4,2 : sum_week(bit,4); 8,3 : sum_week(bit,8); 16,4 : sum_week(bit,16); 32,5 : sum_week(bit,32); -2,6 : gain_prefer(at_least,1); -2,7 : gain_prefer(at_least,2); -2,8 : gain_prefer(at_least,3); -2,9 : gain_prefer(at_least,4); -2,10 : gain_prefer(at_least,5) } <= 32. % row_3
:- not plan_mon_fly, not #sum { 1,0 : gain_prefer(at_least,1); 1,1 : gain_prefer(at_least,2); 1,2 : gain_prefer(at_least,3); 1,3 : gain_prefer(at_least,4); 1,4 : gain_prefer(at_least,5) } <= 0. % row_4
:- not #sum { -3,0 : gain_prefer(at_least,1); -3,1 : gain_prefer(at_least,2); -3,2 : gain_prefer(at_least,3); -3,3 : gain_prefer(at_least,4); -3,4 : gain_prefer(at_least,5); 1,5 : dose_mon_fly(at_least,1); 1,6 : dose_mon_fly(at_least,2); 1,7 : dose_mon_fly(at_least,3) } <= -10. % at_most_should
#minimize { -2,constant; 1,0 : sum_week(bit,1); 2,1 : sum_week(bit,2); 4,2 : sum_week(bit,4); 8,3 : sum_week(bit,8); 16,4 : sum_week(bit,16); 32,5 : sum_week(bit,32) }.
