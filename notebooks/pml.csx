// What every notebook loads first: `#!import pml.csx`.
// (#load would bring the variables of a script, but not its usings.)
#r "../lib/bin/PML.dll"
#load "../lib/bin/engine.csx"
using PML.Data;
using PML.Experiments;
using PML.Figures;
using PML.FrontLearning;
using PML.Metrics;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tables;
using PML.Training;
using PML.Weighting;
// plotly.js, once for the whole notebook: its figures are interactive without a network.
display(new PlotlyScript());
