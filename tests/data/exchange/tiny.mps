* A tiny model, by Zoe in two lines
* minimise prefer, should at most -10
NAME speedfirst
ROWS
 N objective
 L row_1
 E row_2
 G row_3_least
 L row_3_most
 L row_4
 L at_most_should
COLUMNS
 marker 'MARKER' 'INTORG'
 plan_mon_fly row_1 -3
 plan_mon_fly row_2 -20
 plan_mon_fly row_3_least -15
 plan_mon_fly row_3_most 10
 plan_mon_fly row_4 -5
 dose_mon_fly row_1 1
 dose_mon_fly row_2 -5
 dose_mon_fly at_most_should 1
 sum_week objective 1
 sum_week row_2 1
 sum_week row_3_least 1
 sum_week row_3_most 1
 gain_prefer row_3_least -2
 gain_prefer row_3_most -2
 gain_prefer row_4 1
 gain_prefer at_most_should -3
 marker 'MARKER' 'INTEND'
RHS
 rhs row_2 2
 rhs row_3_least -12
 rhs row_3_most 40
 rhs at_most_should -10
BOUNDS
 LO bounds plan_mon_fly 0
 UP bounds plan_mon_fly 1
 LO bounds dose_mon_fly 0
 UP bounds dose_mon_fly 3
 LO bounds sum_week -2
 UP bounds sum_week 40
 LO bounds gain_prefer 0
 UP bounds gain_prefer 5
ENDATA
