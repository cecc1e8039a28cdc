from crmlab.satisfaction.path_model import PathModel
from crmlab.satisfaction.resampling import bootstrap, compare_groups
from crmlab.satisfaction.structures import STRUCTURES, architecture
