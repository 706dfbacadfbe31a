"""The departments that joint vetting asks (R-E05): their words in Chinese and English. Rows, grants and settings keep the code.

Example: ``DEPARTMENTS["court"]`` is 人民法院, People's court. Which of them must be asked on a day is a setting (``queries.department_codes``).
"""

DEPARTMENTS = {
    "organisation": ("组织部门", "Organisation department"),
    "discipline_inspection": ("纪检监察机关", "Discipline inspection and supervision"),
    "public_security": ("公安机关", "Public security"),
    "court": ("人民法院", "People's court"),
    "procuratorate": ("人民检察院", "People's procuratorate"),
    "civil_affairs": ("民政部门", "Civil affairs"),
    "agriculture_rural": ("农业农村部门", "Agriculture and rural affairs"),
    "natural_resources": ("自然资源部门", "Natural resources"),
    "health": ("卫生健康部门", "Health"),
    "emergency": ("应急管理部门", "Emergency management"),
    "tax": ("税务部门", "Tax"),
    "market_regulation": ("市场监管部门", "Market supervision"),
}
