package dev.loomray.internal.base;

/**
 * Looks for room on the stack before something is changed that must not be left half done: a runaway recursion then
 * overflows here, where it does no harm, and not under a lock of ours.
 *
 * <p>A method that is entered makes sure, interpreted or compiled, that there is room for the frame which the interpreter
 * would need for it, and that depends on its local variables alone. So a method with very many of them that returns at
 * once asks for some kilobytes of stack at the cost of a call. (Compiled code keeps the check since the method may be
 * deoptimised; inlined it would not, and it is too large for that.)
 *
 * <p>The variables are a generated table.
 */
public final class StackRoom {
  private StackRoom() {}

  /**
   * Makes sure of some kilobytes of stack.
   *
   * @throws StackOverflowError if they are not there
   */
  public static void require() {
    room(1);
  }

  // never called with 0, but that is not for the JIT to know; a value that is needed after a call
  // takes room in every
  // kind of frame
  private static long room(long n) {
    if (n != 0) {
      return n;
    }
    long v000 = n + 0;
    long v001 = n + 1;
    long v002 = n + 2;
    long v003 = n + 3;
    long v004 = n + 4;
    long v005 = n + 5;
    long v006 = n + 6;
    long v007 = n + 7;
    long v008 = n + 8;
    long v009 = n + 9;
    long v010 = n + 10;
    long v011 = n + 11;
    long v012 = n + 12;
    long v013 = n + 13;
    long v014 = n + 14;
    long v015 = n + 15;
    long v016 = n + 16;
    long v017 = n + 17;
    long v018 = n + 18;
    long v019 = n + 19;
    long v020 = n + 20;
    long v021 = n + 21;
    long v022 = n + 22;
    long v023 = n + 23;
    long v024 = n + 24;
    long v025 = n + 25;
    long v026 = n + 26;
    long v027 = n + 27;
    long v028 = n + 28;
    long v029 = n + 29;
    long v030 = n + 30;
    long v031 = n + 31;
    long v032 = n + 32;
    long v033 = n + 33;
    long v034 = n + 34;
    long v035 = n + 35;
    long v036 = n + 36;
    long v037 = n + 37;
    long v038 = n + 38;
    long v039 = n + 39;
    long v040 = n + 40;
    long v041 = n + 41;
    long v042 = n + 42;
    long v043 = n + 43;
    long v044 = n + 44;
    long v045 = n + 45;
    long v046 = n + 46;
    long v047 = n + 47;
    long v048 = n + 48;
    long v049 = n + 49;
    long v050 = n + 50;
    long v051 = n + 51;
    long v052 = n + 52;
    long v053 = n + 53;
    long v054 = n + 54;
    long v055 = n + 55;
    long v056 = n + 56;
    long v057 = n + 57;
    long v058 = n + 58;
    long v059 = n + 59;
    long v060 = n + 60;
    long v061 = n + 61;
    long v062 = n + 62;
    long v063 = n + 63;
    long v064 = n + 64;
    long v065 = n + 65;
    long v066 = n + 66;
    long v067 = n + 67;
    long v068 = n + 68;
    long v069 = n + 69;
    long v070 = n + 70;
    long v071 = n + 71;
    long v072 = n + 72;
    long v073 = n + 73;
    long v074 = n + 74;
    long v075 = n + 75;
    long v076 = n + 76;
    long v077 = n + 77;
    long v078 = n + 78;
    long v079 = n + 79;
    long v080 = n + 80;
    long v081 = n + 81;
    long v082 = n + 82;
    long v083 = n + 83;
    long v084 = n + 84;
    long v085 = n + 85;
    long v086 = n + 86;
    long v087 = n + 87;
    long v088 = n + 88;
    long v089 = n + 89;
    long v090 = n + 90;
    long v091 = n + 91;
    long v092 = n + 92;
    long v093 = n + 93;
    long v094 = n + 94;
    long v095 = n + 95;
    long v096 = n + 96;
    long v097 = n + 97;
    long v098 = n + 98;
    long v099 = n + 99;
    long v100 = n + 100;
    long v101 = n + 101;
    long v102 = n + 102;
    long v103 = n + 103;
    long v104 = n + 104;
    long v105 = n + 105;
    long v106 = n + 106;
    long v107 = n + 107;
    long v108 = n + 108;
    long v109 = n + 109;
    long v110 = n + 110;
    long v111 = n + 111;
    long v112 = n + 112;
    long v113 = n + 113;
    long v114 = n + 114;
    long v115 = n + 115;
    long v116 = n + 116;
    long v117 = n + 117;
    long v118 = n + 118;
    long v119 = n + 119;
    long v120 = n + 120;
    long v121 = n + 121;
    long v122 = n + 122;
    long v123 = n + 123;
    long v124 = n + 124;
    long v125 = n + 125;
    long v126 = n + 126;
    long v127 = n + 127;
    long v128 = n + 128;
    long v129 = n + 129;
    long v130 = n + 130;
    long v131 = n + 131;
    long v132 = n + 132;
    long v133 = n + 133;
    long v134 = n + 134;
    long v135 = n + 135;
    long v136 = n + 136;
    long v137 = n + 137;
    long v138 = n + 138;
    long v139 = n + 139;
    long v140 = n + 140;
    long v141 = n + 141;
    long v142 = n + 142;
    long v143 = n + 143;
    long v144 = n + 144;
    long v145 = n + 145;
    long v146 = n + 146;
    long v147 = n + 147;
    long v148 = n + 148;
    long v149 = n + 149;
    long v150 = n + 150;
    long v151 = n + 151;
    long v152 = n + 152;
    long v153 = n + 153;
    long v154 = n + 154;
    long v155 = n + 155;
    long v156 = n + 156;
    long v157 = n + 157;
    long v158 = n + 158;
    long v159 = n + 159;
    long v160 = n + 160;
    long v161 = n + 161;
    long v162 = n + 162;
    long v163 = n + 163;
    long v164 = n + 164;
    long v165 = n + 165;
    long v166 = n + 166;
    long v167 = n + 167;
    long v168 = n + 168;
    long v169 = n + 169;
    long v170 = n + 170;
    long v171 = n + 171;
    long v172 = n + 172;
    long v173 = n + 173;
    long v174 = n + 174;
    long v175 = n + 175;
    long v176 = n + 176;
    long v177 = n + 177;
    long v178 = n + 178;
    long v179 = n + 179;
    long v180 = n + 180;
    long v181 = n + 181;
    long v182 = n + 182;
    long v183 = n + 183;
    long v184 = n + 184;
    long v185 = n + 185;
    long v186 = n + 186;
    long v187 = n + 187;
    long v188 = n + 188;
    long v189 = n + 189;
    long v190 = n + 190;
    long v191 = n + 191;
    long v192 = n + 192;
    long v193 = n + 193;
    long v194 = n + 194;
    long v195 = n + 195;
    long v196 = n + 196;
    long v197 = n + 197;
    long v198 = n + 198;
    long v199 = n + 199;
    long v200 = n + 200;
    long v201 = n + 201;
    long v202 = n + 202;
    long v203 = n + 203;
    long v204 = n + 204;
    long v205 = n + 205;
    long v206 = n + 206;
    long v207 = n + 207;
    long v208 = n + 208;
    long v209 = n + 209;
    long v210 = n + 210;
    long v211 = n + 211;
    long v212 = n + 212;
    long v213 = n + 213;
    long v214 = n + 214;
    long v215 = n + 215;
    long v216 = n + 216;
    long v217 = n + 217;
    long v218 = n + 218;
    long v219 = n + 219;
    long v220 = n + 220;
    long v221 = n + 221;
    long v222 = n + 222;
    long v223 = n + 223;
    long v224 = n + 224;
    long v225 = n + 225;
    long v226 = n + 226;
    long v227 = n + 227;
    long v228 = n + 228;
    long v229 = n + 229;
    long v230 = n + 230;
    long v231 = n + 231;
    long v232 = n + 232;
    long v233 = n + 233;
    long v234 = n + 234;
    long v235 = n + 235;
    long v236 = n + 236;
    long v237 = n + 237;
    long v238 = n + 238;
    long v239 = n + 239;
    long v240 = n + 240;
    long v241 = n + 241;
    long v242 = n + 242;
    long v243 = n + 243;
    long v244 = n + 244;
    long v245 = n + 245;
    long v246 = n + 246;
    long v247 = n + 247;
    long v248 = n + 248;
    long v249 = n + 249;
    long v250 = n + 250;
    long v251 = n + 251;
    long v252 = n + 252;
    long v253 = n + 253;
    long v254 = n + 254;
    long v255 = n + 255;
    long v256 = n + 256;
    long v257 = n + 257;
    long v258 = n + 258;
    long v259 = n + 259;
    long v260 = n + 260;
    long v261 = n + 261;
    long v262 = n + 262;
    long v263 = n + 263;
    long v264 = n + 264;
    long v265 = n + 265;
    long v266 = n + 266;
    long v267 = n + 267;
    long v268 = n + 268;
    long v269 = n + 269;
    long v270 = n + 270;
    long v271 = n + 271;
    long v272 = n + 272;
    long v273 = n + 273;
    long v274 = n + 274;
    long v275 = n + 275;
    long v276 = n + 276;
    long v277 = n + 277;
    long v278 = n + 278;
    long v279 = n + 279;
    long v280 = n + 280;
    long v281 = n + 281;
    long v282 = n + 282;
    long v283 = n + 283;
    long v284 = n + 284;
    long v285 = n + 285;
    long v286 = n + 286;
    long v287 = n + 287;
    long v288 = n + 288;
    long v289 = n + 289;
    long v290 = n + 290;
    long v291 = n + 291;
    long v292 = n + 292;
    long v293 = n + 293;
    long v294 = n + 294;
    long v295 = n + 295;
    long v296 = n + 296;
    long v297 = n + 297;
    long v298 = n + 298;
    long v299 = n + 299;
    long v300 = n + 300;
    long v301 = n + 301;
    long v302 = n + 302;
    long v303 = n + 303;
    long v304 = n + 304;
    long v305 = n + 305;
    long v306 = n + 306;
    long v307 = n + 307;
    long v308 = n + 308;
    long v309 = n + 309;
    long v310 = n + 310;
    long v311 = n + 311;
    long v312 = n + 312;
    long v313 = n + 313;
    long v314 = n + 314;
    long v315 = n + 315;
    long v316 = n + 316;
    long v317 = n + 317;
    long v318 = n + 318;
    long v319 = n + 319;
    long v320 = n + 320;
    long v321 = n + 321;
    long v322 = n + 322;
    long v323 = n + 323;
    long v324 = n + 324;
    long v325 = n + 325;
    long v326 = n + 326;
    long v327 = n + 327;
    long v328 = n + 328;
    long v329 = n + 329;
    long v330 = n + 330;
    long v331 = n + 331;
    long v332 = n + 332;
    long v333 = n + 333;
    long v334 = n + 334;
    long v335 = n + 335;
    long v336 = n + 336;
    long v337 = n + 337;
    long v338 = n + 338;
    long v339 = n + 339;
    long v340 = n + 340;
    long v341 = n + 341;
    long v342 = n + 342;
    long v343 = n + 343;
    long v344 = n + 344;
    long v345 = n + 345;
    long v346 = n + 346;
    long v347 = n + 347;
    long v348 = n + 348;
    long v349 = n + 349;
    long r = room(n + 1);
    return r + v000 + v001 + v002 + v003 + v004 + v005 + v006 + v007 + v008 + v009 + v010 + v011
        + v012 + v013 + v014 + v015 + v016 + v017 + v018 + v019 + v020 + v021 + v022 + v023 + v024
        + v025 + v026 + v027 + v028 + v029 + v030 + v031 + v032 + v033 + v034 + v035 + v036 + v037
        + v038 + v039 + v040 + v041 + v042 + v043 + v044 + v045 + v046 + v047 + v048 + v049 + v050
        + v051 + v052 + v053 + v054 + v055 + v056 + v057 + v058 + v059 + v060 + v061 + v062 + v063
        + v064 + v065 + v066 + v067 + v068 + v069 + v070 + v071 + v072 + v073 + v074 + v075 + v076
        + v077 + v078 + v079 + v080 + v081 + v082 + v083 + v084 + v085 + v086 + v087 + v088 + v089
        + v090 + v091 + v092 + v093 + v094 + v095 + v096 + v097 + v098 + v099 + v100 + v101 + v102
        + v103 + v104 + v105 + v106 + v107 + v108 + v109 + v110 + v111 + v112 + v113 + v114 + v115
        + v116 + v117 + v118 + v119 + v120 + v121 + v122 + v123 + v124 + v125 + v126 + v127 + v128
        + v129 + v130 + v131 + v132 + v133 + v134 + v135 + v136 + v137 + v138 + v139 + v140 + v141
        + v142 + v143 + v144 + v145 + v146 + v147 + v148 + v149 + v150 + v151 + v152 + v153 + v154
        + v155 + v156 + v157 + v158 + v159 + v160 + v161 + v162 + v163 + v164 + v165 + v166 + v167
        + v168 + v169 + v170 + v171 + v172 + v173 + v174 + v175 + v176 + v177 + v178 + v179 + v180
        + v181 + v182 + v183 + v184 + v185 + v186 + v187 + v188 + v189 + v190 + v191 + v192 + v193
        + v194 + v195 + v196 + v197 + v198 + v199 + v200 + v201 + v202 + v203 + v204 + v205 + v206
        + v207 + v208 + v209 + v210 + v211 + v212 + v213 + v214 + v215 + v216 + v217 + v218 + v219
        + v220 + v221 + v222 + v223 + v224 + v225 + v226 + v227 + v228 + v229 + v230 + v231 + v232
        + v233 + v234 + v235 + v236 + v237 + v238 + v239 + v240 + v241 + v242 + v243 + v244 + v245
        + v246 + v247 + v248 + v249 + v250 + v251 + v252 + v253 + v254 + v255 + v256 + v257 + v258
        + v259 + v260 + v261 + v262 + v263 + v264 + v265 + v266 + v267 + v268 + v269 + v270 + v271
        + v272 + v273 + v274 + v275 + v276 + v277 + v278 + v279 + v280 + v281 + v282 + v283 + v284
        + v285 + v286 + v287 + v288 + v289 + v290 + v291 + v292 + v293 + v294 + v295 + v296 + v297
        + v298 + v299 + v300 + v301 + v302 + v303 + v304 + v305 + v306 + v307 + v308 + v309 + v310
        + v311 + v312 + v313 + v314 + v315 + v316 + v317 + v318 + v319 + v320 + v321 + v322 + v323
        + v324 + v325 + v326 + v327 + v328 + v329 + v330 + v331 + v332 + v333 + v334 + v335 + v336
        + v337 + v338 + v339 + v340 + v341 + v342 + v343 + v344 + v345 + v346 + v347 + v348 + v349;
  }
}
