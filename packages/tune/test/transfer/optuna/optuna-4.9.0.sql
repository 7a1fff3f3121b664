BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('v3.2.0.a');
CREATE TABLE studies (
	study_id INTEGER NOT NULL, 
	study_name VARCHAR(512) NOT NULL, 
	PRIMARY KEY (study_id)
);
INSERT INTO "studies" VALUES(1,'single');
INSERT INTO "studies" VALUES(2,'front');
INSERT INTO "studies" VALUES(3,'empty');
CREATE TABLE study_directions (
	study_direction_id INTEGER NOT NULL, 
	direction VARCHAR(8) NOT NULL, 
	study_id INTEGER NOT NULL, 
	objective INTEGER NOT NULL, 
	PRIMARY KEY (study_direction_id), 
	UNIQUE (study_id, objective), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
INSERT INTO "study_directions" VALUES(1,'MINIMIZE',1,0);
INSERT INTO "study_directions" VALUES(2,'MINIMIZE',2,0);
INSERT INTO "study_directions" VALUES(3,'MAXIMIZE',2,1);
INSERT INTO "study_directions" VALUES(4,'MAXIMIZE',3,0);
CREATE TABLE study_system_attributes (
	study_system_attribute_id INTEGER NOT NULL, 
	study_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (study_system_attribute_id), 
	UNIQUE (study_id, "key"), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
INSERT INTO "study_system_attributes" VALUES(1,2,'study:metric_names','["cost", "gain"]');
INSERT INTO "study_system_attributes" VALUES(2,2,'NSGAIISampler:parent:1','[11, 14, 13, 12]');
INSERT INTO "study_system_attributes" VALUES(3,2,'NSGAIISampler:parent:2','[16, 15, 18, 11]');
CREATE TABLE study_user_attributes (
	study_user_attribute_id INTEGER NOT NULL, 
	study_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (study_user_attribute_id), 
	UNIQUE (study_id, "key"), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
INSERT INTO "study_user_attributes" VALUES(1,1,'owner','"somebody"');
CREATE TABLE trial_heartbeats (
	trial_heartbeat_id INTEGER NOT NULL, 
	trial_id INTEGER NOT NULL, 
	heartbeat DATETIME NOT NULL, 
	PRIMARY KEY (trial_heartbeat_id), 
	UNIQUE (trial_id), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_intermediate_values (
	trial_intermediate_value_id INTEGER NOT NULL, 
	trial_id INTEGER NOT NULL, 
	step INTEGER NOT NULL, 
	intermediate_value FLOAT, 
	intermediate_value_type VARCHAR(7) NOT NULL, 
	PRIMARY KEY (trial_intermediate_value_id), 
	UNIQUE (trial_id, step), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO "trial_intermediate_values" VALUES(1,1,0,1.00008536916958035156e+00,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(2,1,1,5.00085369169580351567e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(3,1,2,3.33418702502913721907e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(4,2,0,1.00621511461797608077e+00,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(5,2,1,5.06215114617976080779e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(6,2,2,3.3954844795130945112e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(7,3,0,1.00001567739555641267e+00,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(8,3,1,5.00015677395556412676e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(9,3,2,3.33349010728889671995e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(10,4,0,1.14898013363049100732e+00,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(11,4,1,6.48980133630491118346e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(12,4,2,4.82313466963824433175e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(13,5,0,1.00027471140679558025e+00,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(14,5,1,5.00274711406795580259e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(15,5,2,3.33608044740128895089e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(16,6,0,1.00884153528615017059e+00,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(17,6,1,5.08841535286150170591e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(18,6,2,3.42174868619483540932e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(19,10,0,NULL,'NAN');
INSERT INTO "trial_intermediate_values" VALUES(20,10,5,NULL,'INF_NEG');
INSERT INTO "trial_intermediate_values" VALUES(21,10,7,1.5,'FINITE');
CREATE TABLE trial_params (
	param_id INTEGER NOT NULL, 
	trial_id INTEGER, 
	param_name VARCHAR(512), 
	param_value FLOAT, 
	distribution_json TEXT, 
	PRIMARY KEY (param_id), 
	UNIQUE (trial_id, param_name), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO "trial_params" VALUES(1,1,'kind',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["sgd", "adam", null, true, 3, 0.5]}}');
INSERT INTO "trial_params" VALUES(2,1,'rate',8.53691695803875897231e-05,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 1.0, "log": true}}');
INSERT INTO "trial_params" VALUES(3,1,'step',3.00000000000000044408e-01,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(4,1,'units',40.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 8, "high": 512}}');
INSERT INTO "trial_params" VALUES(5,1,'layers',6.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 2, "low": 2, "high": 10}}');
INSERT INTO "trial_params" VALUES(6,1,'fixed',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 3, "high": 3}}');
INSERT INTO "trial_params" VALUES(7,1,'beta',0.883838902880659,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.8, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(8,2,'kind',2.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["sgd", "adam", null, true, 3, 0.5]}}');
INSERT INTO "trial_params" VALUES(9,2,'rate',6.21511461797611807628e-03,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 1.0, "log": true}}');
INSERT INTO "trial_params" VALUES(10,2,'step',0.1,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(11,2,'units',17.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 8, "high": 512}}');
INSERT INTO "trial_params" VALUES(12,2,'layers',10.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 2, "low": 2, "high": 10}}');
INSERT INTO "trial_params" VALUES(13,2,'fixed',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 3, "high": 3}}');
INSERT INTO "trial_params" VALUES(14,3,'kind',0.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["sgd", "adam", null, true, 3, 0.5]}}');
INSERT INTO "trial_params" VALUES(15,3,'rate',1.56773955563686715137e-05,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 1.0, "log": true}}');
INSERT INTO "trial_params" VALUES(16,3,'step',0.1,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(17,3,'units',306.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 8, "high": 512}}');
INSERT INTO "trial_params" VALUES(18,3,'layers',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 2, "low": 2, "high": 10}}');
INSERT INTO "trial_params" VALUES(19,3,'fixed',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 3, "high": 3}}');
INSERT INTO "trial_params" VALUES(20,4,'kind',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["sgd", "adam", null, true, 3, 0.5]}}');
INSERT INTO "trial_params" VALUES(21,4,'rate',1.48980133630491118346e-01,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 1.0, "log": true}}');
INSERT INTO "trial_params" VALUES(22,4,'step',0.0,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(23,4,'units',178.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 8, "high": 512}}');
INSERT INTO "trial_params" VALUES(24,4,'layers',10.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 2, "low": 2, "high": 10}}');
INSERT INTO "trial_params" VALUES(25,4,'fixed',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 3, "high": 3}}');
INSERT INTO "trial_params" VALUES(26,4,'beta',9.49633130875967901296e-01,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.8, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(27,5,'kind',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["sgd", "adam", null, true, 3, 0.5]}}');
INSERT INTO "trial_params" VALUES(28,5,'rate',2.74711406795572344978e-04,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 1.0, "log": true}}');
INSERT INTO "trial_params" VALUES(29,5,'step',0.1,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(30,5,'units',8.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 8, "high": 512}}');
INSERT INTO "trial_params" VALUES(31,5,'layers',8.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 2, "low": 2, "high": 10}}');
INSERT INTO "trial_params" VALUES(32,5,'fixed',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 3, "high": 3}}');
INSERT INTO "trial_params" VALUES(33,6,'kind',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["sgd", "adam", null, true, 3, 0.5]}}');
INSERT INTO "trial_params" VALUES(34,6,'rate',8.84153528615021395975e-03,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 1.0, "log": true}}');
INSERT INTO "trial_params" VALUES(35,6,'step',7.00000000000000066613e-01,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(36,6,'units',12.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 8, "high": 512}}');
INSERT INTO "trial_params" VALUES(37,6,'layers',6.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 2, "low": 2, "high": 10}}');
INSERT INTO "trial_params" VALUES(38,6,'fixed',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 3, "high": 3}}');
INSERT INTO "trial_params" VALUES(39,9,'p',0.5,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(40,10,'p',0.25,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO "trial_params" VALUES(41,11,'x',2.17997451071001879796e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 5.0, "log": false}}');
INSERT INTO "trial_params" VALUES(42,11,'y',-2.84444260903265178086e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -3.0, "high": 3.0, "log": false}}');
INSERT INTO "trial_params" VALUES(43,12,'x',2.74831238939354571826e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 5.0, "log": false}}');
INSERT INTO "trial_params" VALUES(44,12,'y',-3.88065644290338518374e-01,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -3.0, "high": 3.0, "log": false}}');
INSERT INTO "trial_params" VALUES(45,13,'x',2.10183901043744514325e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 5.0, "log": false}}');
INSERT INTO "trial_params" VALUES(46,13,'y',-1.01799107397675525632e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -3.0, "high": 3.0, "log": false}}');
INSERT INTO "trial_params" VALUES(47,14,'x',1.02324317018921240318e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 5.0, "log": false}}');
INSERT INTO "trial_params" VALUES(48,14,'y',7.15625798103982191378e-01,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -3.0, "high": 3.0, "log": false}}');
INSERT INTO "trial_params" VALUES(49,15,'x',1.49827336837261571034e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 5.0, "log": false}}');
INSERT INTO "trial_params" VALUES(50,15,'y',-2.84444260903265178086e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -3.0, "high": 3.0, "log": false}}');
INSERT INTO "trial_params" VALUES(51,16,'x',1.33413637551433317263e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 5.0, "log": false}}');
INSERT INTO "trial_params" VALUES(52,16,'y',-2.84444260903265178086e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -3.0, "high": 3.0, "log": false}}');
INSERT INTO "trial_params" VALUES(53,17,'x',2.10183901043744514325e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 5.0, "log": false}}');
INSERT INTO "trial_params" VALUES(54,17,'y',7.26802996615769636434e-01,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -3.0, "high": 3.0, "log": false}}');
INSERT INTO "trial_params" VALUES(55,18,'x',2.6457104713851951061e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 5.0, "log": false}}');
INSERT INTO "trial_params" VALUES(56,18,'y',-2.84444260903265178086e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -3.0, "high": 3.0, "log": false}}');
INSERT INTO "trial_params" VALUES(57,19,'x',2.6457104713851951061e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 5.0, "log": false}}');
INSERT INTO "trial_params" VALUES(58,19,'y',-2.84444260903265178086e+00,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -3.0, "high": 3.0, "log": false}}');
CREATE TABLE trial_system_attributes (
	trial_system_attribute_id INTEGER NOT NULL, 
	trial_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (trial_system_attribute_id), 
	UNIQUE (trial_id, "key"), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO "trial_system_attributes" VALUES(1,7,'fixed_params','{"rate": 0.01, "kind": "adam"}');
INSERT INTO "trial_system_attributes" VALUES(2,8,'fixed_params','{"rate": 0.02}');
INSERT INTO "trial_system_attributes" VALUES(3,11,'NSGAIISampler:generation','0');
INSERT INTO "trial_system_attributes" VALUES(4,11,'constraints','[-1.8200254892899812, -3.844442609032652]');
INSERT INTO "trial_system_attributes" VALUES(5,12,'NSGAIISampler:generation','0');
INSERT INTO "trial_system_attributes" VALUES(6,12,'constraints','[-1.2516876106064543, -1.3880656442903385]');
INSERT INTO "trial_system_attributes" VALUES(7,13,'NSGAIISampler:generation','0');
INSERT INTO "trial_system_attributes" VALUES(8,13,'constraints','[-1.8981609895625549, -2.0179910739767553]');
INSERT INTO "trial_system_attributes" VALUES(9,14,'NSGAIISampler:generation','0');
INSERT INTO "trial_system_attributes" VALUES(10,14,'constraints','[-2.9767568298107876, -0.2843742018960178]');
INSERT INTO "trial_system_attributes" VALUES(11,15,'NSGAIISampler:generation','1');
INSERT INTO "trial_system_attributes" VALUES(12,15,'constraints','[-2.5017266316273843, -3.844442609032652]');
INSERT INTO "trial_system_attributes" VALUES(13,16,'NSGAIISampler:generation','1');
INSERT INTO "trial_system_attributes" VALUES(14,16,'constraints','[-2.6658636244856666, -3.844442609032652]');
INSERT INTO "trial_system_attributes" VALUES(15,17,'NSGAIISampler:generation','1');
INSERT INTO "trial_system_attributes" VALUES(16,17,'constraints','[-1.8981609895625549, -0.27319700338423036]');
INSERT INTO "trial_system_attributes" VALUES(17,18,'NSGAIISampler:generation','1');
INSERT INTO "trial_system_attributes" VALUES(18,18,'constraints','[-1.354289528614805, -3.844442609032652]');
INSERT INTO "trial_system_attributes" VALUES(19,19,'NSGAIISampler:generation','2');
INSERT INTO "trial_system_attributes" VALUES(20,19,'constraints','[-1.354289528614805, -3.844442609032652]');
CREATE TABLE trial_user_attributes (
	trial_user_attribute_id INTEGER NOT NULL, 
	trial_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (trial_user_attribute_id), 
	UNIQUE (trial_id, "key"), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO "trial_user_attributes" VALUES(1,1,'note','{"host": "a", "list": [1, null, "x"]}');
INSERT INTO "trial_user_attributes" VALUES(2,2,'note','{"host": "a", "list": [1, null, "x"]}');
INSERT INTO "trial_user_attributes" VALUES(3,3,'note','{"host": "a", "list": [1, null, "x"]}');
INSERT INTO "trial_user_attributes" VALUES(4,4,'note','{"host": "a", "list": [1, null, "x"]}');
INSERT INTO "trial_user_attributes" VALUES(5,5,'note','{"host": "a", "list": [1, null, "x"]}');
INSERT INTO "trial_user_attributes" VALUES(6,6,'note','{"host": "a", "list": [1, null, "x"]}');
INSERT INTO "trial_user_attributes" VALUES(7,7,'by','"hand"');
INSERT INTO "trial_user_attributes" VALUES(8,10,'odd','NaN');
INSERT INTO "trial_user_attributes" VALUES(9,11,'c','[-1.8200254892899812, -3.844442609032652]');
INSERT INTO "trial_user_attributes" VALUES(10,12,'c','[-1.2516876106064543, -1.3880656442903385]');
INSERT INTO "trial_user_attributes" VALUES(11,13,'c','[-1.8981609895625549, -2.0179910739767553]');
INSERT INTO "trial_user_attributes" VALUES(12,14,'c','[-2.9767568298107876, -0.2843742018960178]');
INSERT INTO "trial_user_attributes" VALUES(13,15,'c','[-2.5017266316273843, -3.844442609032652]');
INSERT INTO "trial_user_attributes" VALUES(14,16,'c','[-2.6658636244856666, -3.844442609032652]');
INSERT INTO "trial_user_attributes" VALUES(15,17,'c','[-1.8981609895625549, -0.27319700338423036]');
INSERT INTO "trial_user_attributes" VALUES(16,18,'c','[-1.354289528614805, -3.844442609032652]');
INSERT INTO "trial_user_attributes" VALUES(17,19,'c','[-1.354289528614805, -3.844442609032652]');
CREATE TABLE trial_values (
	trial_value_id INTEGER NOT NULL, 
	trial_id INTEGER NOT NULL, 
	objective INTEGER NOT NULL, 
	value FLOAT, 
	value_type VARCHAR(7) NOT NULL, 
	PRIMARY KEY (trial_value_id), 
	UNIQUE (trial_id, objective), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO "trial_values" VALUES(1,1,0,9.78210369169580484793e-01,'FINITE');
INSERT INTO "trial_values" VALUES(2,2,0,1.13941823961797616959e+00,'FINITE');
INSERT INTO "trial_values" VALUES(3,3,0,3.33349010728889671995e-01,'FINITE');
INSERT INTO "trial_values" VALUES(4,5,0,9.15899711406795602464e-01,'FINITE');
INSERT INTO "trial_values" VALUES(5,6,0,1.332279035286150215e+00,'FINITE');
INSERT INTO "trial_values" VALUES(6,9,0,NULL,'INF_POS');
INSERT INTO "trial_values" VALUES(7,11,0,1.90784625831273402241e+00,'FINITE');
INSERT INTO "trial_values" VALUES(8,11,1,8.12324458058579,'FINITE');
INSERT INTO "trial_values" VALUES(9,12,0,7.16515534540372200922e+00,'FINITE');
INSERT INTO "trial_values" VALUES(10,12,1,7.10566376398353072296e-01,'FINITE');
INSERT INTO "trial_values" VALUES(11,13,0,3.39973615181990362899e+00,'FINITE');
INSERT INTO "trial_values" VALUES(12,13,1,1.04667701074322572196e+00,'FINITE');
INSERT INTO "trial_values" VALUES(13,14,0,1.76265238344285180005e+00,'FINITE');
INSERT INTO "trial_values" VALUES(14,14,1,1.46617418749398131794e+00,'FINITE');
INSERT INTO "trial_values" VALUES(15,15,0,-5.99619522658028092365e-01,'FINITE');
INSERT INTO "trial_values" VALUES(16,15,1,8.34258336896464,'FINITE');
INSERT INTO "trial_values" VALUES(17,16,0,-1.06452274056213,'FINITE');
INSERT INTO "trial_values" VALUES(18,16,1,8.53422812249367,'FINITE');
INSERT INTO "trial_values" VALUES(19,17,0,5.14453022241242852174e+00,'FINITE');
INSERT INTO "trial_values" VALUES(20,17,1,5.38613779936540582049e-01,'FINITE');
INSERT INTO "trial_values" VALUES(21,18,0,4.15534128936461932823e+00,'FINITE');
INSERT INTO "trial_values" VALUES(22,18,1,8.50779576893697,'FINITE');
INSERT INTO "trial_values" VALUES(23,19,0,4.15534128936461932823e+00,'FINITE');
INSERT INTO "trial_values" VALUES(24,19,1,8.50779576893697,'FINITE');
CREATE TABLE trials (
	trial_id INTEGER NOT NULL, 
	number INTEGER, 
	study_id INTEGER, 
	state VARCHAR(8) NOT NULL, 
	datetime_start DATETIME, 
	datetime_complete DATETIME, 
	PRIMARY KEY (trial_id), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
INSERT INTO "trials" VALUES(1,0,1,'COMPLETE','2026-11-30 20:25:51.432439','2026-11-30 20:25:51.803029');
INSERT INTO "trials" VALUES(2,1,1,'COMPLETE','2026-11-30 20:25:51.862020','2026-11-30 20:25:52.168840');
INSERT INTO "trials" VALUES(3,2,1,'PRUNED','2026-11-30 20:25:52.191403','2026-11-30 20:25:52.325296');
INSERT INTO "trials" VALUES(4,3,1,'FAIL','2026-11-30 20:25:52.357934','2026-11-30 20:25:52.560445');
INSERT INTO "trials" VALUES(5,4,1,'COMPLETE','2026-11-30 20:25:52.577590','2026-11-30 20:25:52.701074');
INSERT INTO "trials" VALUES(6,5,1,'COMPLETE','2026-11-30 20:25:52.725900','2026-11-30 20:25:52.962314');
INSERT INTO "trials" VALUES(7,6,1,'RUNNING','2026-11-30 20:25:53.018541',NULL);
INSERT INTO "trials" VALUES(8,7,1,'WAITING',NULL,NULL);
INSERT INTO "trials" VALUES(9,8,1,'COMPLETE','2026-11-30 20:25:53.049653','2026-11-30 20:25:53.049653');
INSERT INTO "trials" VALUES(10,9,1,'PRUNED','2026-11-30 20:25:53.072337','2026-11-30 20:25:53.072337');
INSERT INTO "trials" VALUES(11,0,2,'COMPLETE','2026-11-30 20:25:53.143818','2026-11-30 20:25:53.316936');
INSERT INTO "trials" VALUES(12,1,2,'COMPLETE','2026-11-30 20:25:53.342094','2026-11-30 20:25:53.519254');
INSERT INTO "trials" VALUES(13,2,2,'COMPLETE','2026-11-30 20:25:53.537315','2026-11-30 20:25:53.697394');
INSERT INTO "trials" VALUES(14,3,2,'COMPLETE','2026-11-30 20:25:53.720352','2026-11-30 20:25:53.791273');
INSERT INTO "trials" VALUES(15,4,2,'COMPLETE','2026-11-30 20:25:53.802480','2026-11-30 20:25:53.869324');
INSERT INTO "trials" VALUES(16,5,2,'COMPLETE','2026-11-30 20:25:53.877827','2026-11-30 20:25:54.116912');
INSERT INTO "trials" VALUES(17,6,2,'COMPLETE','2026-11-30 20:25:54.186800','2026-11-30 20:25:54.429137');
INSERT INTO "trials" VALUES(18,7,2,'COMPLETE','2026-11-30 20:25:54.515247','2026-11-30 20:25:54.797413');
INSERT INTO "trials" VALUES(19,8,2,'COMPLETE','2026-11-30 20:25:54.829484','2026-11-30 20:25:54.987868');
CREATE TABLE version_info (
	version_info_id INTEGER NOT NULL, 
	schema_version INTEGER, 
	library_version VARCHAR(256), 
	PRIMARY KEY (version_info_id), 
	CHECK (version_info_id=1)
);
INSERT INTO "version_info" VALUES(1,12,'4.9.0');
CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
CREATE INDEX ix_trials_study_id ON trials (study_id);
COMMIT;
